// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.plan.Construct.Operand;
import io.l3m.compiler.plan.Construct.Setting;
import io.l3m.compiler.plan.TrainingPlan.Shared;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
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

  private static final String TARGET = "_target_";

  /** Data sets have type parameters that only the place of their use settles. */
  private static final String DATA = "io.l3m.runtime.data.";

  private final Map<Place, String> keys;
  private final Map<Construct, Integer> uses = new HashMap<>();
  private final Names names = new Names();
  private final Map<Construct, Shared> methods = new LinkedHashMap<>();

  private Sharing(Map<Place, String> keys) {
    this.keys = keys;
  }

  /** What is shared among the constructions of one class. */
  static Sharing among(Map<Place, String> keys, List<Construct> roots) {
    Sharing sharing = new Sharing(keys);
    roots.forEach(sharing::count);
    return sharing;
  }

  /** For each line with a {@code _target_}, the key under which the block is written. */
  static Map<Place, String> keys(MapNode config) {
    Map<Place, String> keys = new HashMap<>();
    collect("", config, keys);
    return keys;
  }

  private static void collect(String key, ConfigNode node, Map<Place, String> keys) {
    switch (node) {
      case MapNode map -> {
        if (map.origin() instanceof Origin.Written) {
          map.get(TARGET)
              .flatMap(target -> Place.of(target.origin()))
              .ifPresent(place -> keys.putIfAbsent(place, key));
        }
        map.entries().forEach(entry -> collect(entry.key(), entry.value(), keys));
      }
      case ListNode list -> list.items().forEach(item -> collect(key, item, keys));
      case ScalarNode scalar -> {}
      case ReferenceNode reference -> {}
      case ErrorNode error -> {}
    }
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
    Optional<String> key = nested.place().map(keys::get);
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
