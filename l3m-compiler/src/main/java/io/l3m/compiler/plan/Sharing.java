// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.plan.Construct.Operand;
import io.l3m.compiler.plan.Construct.Setting;
import io.l3m.compiler.plan.TrainingPlan.Shared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What references name in several places of the model, or of the data and its metrics, is written
 * once, as a method that is called after the config's key: {@code tokenizer} becomes {@code
 * newTokenizer()}.
 */
final class Sharing {

  /** Data sets have type parameters that only the place of their use settles. */
  private static final String DATA = "io.l3m.runtime.data.";

  private final Map<Construct, Integer> uses = new HashMap<>();
  private final Names names = new Names();
  private final Map<Construct, Shared> methods = new LinkedHashMap<>();

  private Sharing() {}

  /** What is shared among the constructions of one class. */
  static Sharing among(List<Construct> roots) {
    Sharing sharing = new Sharing();
    roots.forEach(sharing::count);
    return sharing;
  }

  /** The construction with calls in place of what is shared. */
  Construct rewrite(Construct construct) {
    List<Setting> settings = new ArrayList<>();
    for (Setting setting : construct.settings()) {
      List<Operand> operands = setting.operands().stream().map(this::rewrite).toList();
      settings.add(new Setting(setting.setter(), operands, setting.place()));
    }
    return new Construct(construct.javaClass(), settings, construct.built(), construct.place());
  }

  /** The methods that the rewritten constructions call, in the order of their first call. */
  List<Shared> methods() {
    return List.copyOf(methods.values());
  }

  /** What is seen a second time was looked into before. */
  private void count(Construct construct) {
    if (uses.merge(construct, 1, Integer::sum) > 1) {
      return;
    }
    for (Setting setting : construct.settings()) {
      for (Operand operand : setting.operands()) {
        if (operand instanceof Operand.Nested(Construct nested)) {
          count(nested);
        }
      }
    }
  }

  private Operand rewrite(Operand operand) {
    if (!(operand instanceof Operand.Nested(Construct nested))) {
      return operand;
    }
    Optional<String> key = nested.place().flatMap(Place::word);
    if (key.isEmpty() || !isWorthAMethod(nested)) {
      return new Operand.Nested(rewrite(nested));
    }
    Shared shared = methods.get(nested);
    if (shared == null) {
      String name = names.of(nested.toString(), "new_" + key.get());
      shared = new Shared(name, rewrite(nested));
      methods.put(nested, shared);
    }
    return new Operand.Called(shared.method());
  }

  private boolean isWorthAMethod(Construct construct) {
    return !isShort(construct)
        && uses.getOrDefault(construct, 0) > 1
        && !construct.javaClass().startsWith(DATA);
  }

  /** One setting fits on the line of the owner, if nothing is made for it that has its own. */
  private static boolean isShort(Construct construct) {
    return construct.settings().size() <= 1
        && construct.settings().stream()
            .flatMap(setting -> setting.operands().stream())
            .noneMatch(operand ->
                operand instanceof Operand.Nested(Construct nested)
                    && !nested.settings().isEmpty());
  }
}
