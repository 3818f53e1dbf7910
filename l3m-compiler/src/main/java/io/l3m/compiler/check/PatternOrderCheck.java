// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.weights.Glob;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Of several patterns the first that fits wins, so each one needs a parameter of its own. */
final class PatternOrderCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<List<String>> names = context.parameterNames();
    if (names.isEmpty()) {
      return;
    }
    Map<String, Argument> widths = new LinkedHashMap<>();
    for (Argument group :
        context
            .written("optim.mup", "param_groups")
            .map(groups -> Values.items(groups.value()))
            .orElse(List.of())) {
      if (group.value() instanceof Value.Named(Map<String, Argument> entries)
          && entries.containsKey("pattern")) {
        Argument pattern = entries.get("pattern");
        Values.text(pattern.value()).ifPresent(text -> widths.putIfAbsent(text, pattern));
      }
    }
    inspect(widths, names.get(), problems);
    Map<String, Argument> scalers = new LinkedHashMap<>();
    context
        .written("optim", "lr_scalers")
        .filter(argument -> argument.value() instanceof Value.Named)
        .map(argument -> (Value.Named) argument.value())
        .ifPresent(named ->
            named.entries().forEach((part, factor) -> scalers.put("*" + part + "*", factor)));
    inspect(scalers, names.get(), problems);
  }

  private static void inspect(
      Map<String, Argument> patterns, List<String> names, Problems problems) {
    Set<String> taken = new HashSet<>();
    for (Map.Entry<String, Argument> pattern : patterns.entrySet()) {
      Glob glob = Glob.of(pattern.getKey());
      List<String> matched = names.stream().filter(glob::matches).toList();
      if (!matched.isEmpty() && taken.containsAll(matched)) {
        problems.report(
            Code.PATTERN_SHADOWED, pattern.getValue().origin().span(), pattern.getKey());
      }
      taken.addAll(matched);
    }
  }
}
