// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.schema.Member;
import io.l3m.weights.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each pattern on parameter names matches at least one parameter. */
final class PatternCheck implements Check {

  private static final List<String> LISTS = List.of("wd_exclude", "freeze_list", "unfreeze_list");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<List<String>> names = context.parameterNames();
    if (names.isEmpty()) {
      return;
    }
    for (Argument pattern : patterns(context)) {
      Values.text(pattern.value())
          .filter(text -> names.get().stream().noneMatch(Glob.of(text)::matches))
          .ifPresent(text ->
              problems
                  .report(
                      Code.PATTERN_MATCHES_NOTHING,
                      pattern.origin().span(),
                      text,
                      names.get().size())
                  .suggest(PatternGuess.nearest(text, names.get())));
    }
    substrings(context, names.get(), problems);
  }

  /** All patterns on whole names, of whatever kind. */
  static List<Argument> patterns(CheckContext context) {
    List<Argument> patterns = new ArrayList<>();
    for (String key : LISTS) {
      context.written("optim", key).ifPresent(list -> patterns.addAll(Values.items(list.value())));
    }
    context
        .written("optim.mup", "param_groups")
        .or(() -> inside(context.written("optim", "mup"), "param_groups"))
        .ifPresent(groups ->
            Values.items(groups.value())
                .forEach(group -> inside(Optional.of(group), "pattern").ifPresent(patterns::add)));
    return patterns;
  }

  private static Optional<Argument> inside(Optional<Argument> map, String key) {
    return map.filter(found -> found.value() instanceof Value.Named)
        .map(found -> ((Value.Named) found.value()).entries().get(key));
  }

  /** The keys of {@code lr_scalers} are found anywhere in a name. */
  private static void substrings(CheckContext context, List<String> names, Problems problems) {
    Optional<Argument> scalers = context.written("optim", "lr_scalers");
    if (scalers.isPresent() && scalers.get().value() instanceof Value.Named named) {
      for (Map.Entry<String, Argument> entry : named.entries().entrySet()) {
        Glob anywhere = Glob.of("*" + entry.getKey() + "*");
        if (names.stream().noneMatch(anywhere::matches)) {
          problems.report(
              Code.PATTERN_MATCHES_NOTHING,
              entry.getValue().origin().span(),
              entry.getKey(),
              names.size());
        }
      }
    }
  }

  /** The names of all parameters, buffers not counted. */
  static List<String> namesOf(ParameterTable table) {
    return table.rows().stream()
        .filter(row -> row.kind() == Member.Kind.PARAMETER)
        .map(ParameterTable.Row::name)
        .toList();
  }
}
