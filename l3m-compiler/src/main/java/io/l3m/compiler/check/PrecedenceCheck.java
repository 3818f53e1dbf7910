// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Section;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.source.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Of the ways to give parameters learning rates of their own, the first that is set wins; PyTorch's
 * own schedules give all the same.
 */
final class PrecedenceCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Map<String, Span> set = new LinkedHashMap<>();
    context
        .experiment()
        .section("optim.mup")
        .map(Section::origin)
        .ifPresent(origin -> set.put("mup", origin.span()));
    for (String key : new String[] {"probe_hparam_search", "lr_scalers", "lr_decay"}) {
      context
          .written("optim", key)
          .filter(PrecedenceCheck::isSet)
          .ifPresent(argument -> set.put(key, argument.origin().span()));
    }
    Optional<String> winner =
        Values.text(context.key("optim", "scheduler_type")).filter("torch"::equals).isPresent()
            ? Optional.of("scheduler_type")
            : set.keySet().stream().findFirst();
    set.forEach((key, place) -> {
      if (winner.isPresent() && !key.equals(winner.get())) {
        problems.report(Code.OPTION_SHADOWED, place, "optim." + key, "optim." + winner.get());
      }
    });
  }

  /** Whether a key switches something on. */
  static boolean isSet(Argument argument) {
    return switch (argument.value()) {
      case Value.Null none -> false;
      case Value.Unknown unknown -> false;
      case Value.Bool(boolean on) -> on;
      case Value.Named named -> !named.entries().isEmpty();
      default -> true;
    };
  }
}
