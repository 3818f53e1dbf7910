// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.schema.Member;
import io.l3m.weights.Glob;
import java.util.List;
import java.util.Optional;

/** Something is left to train when all freezing is done. */
final class FrozenCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<ParameterTable> table = context.parameters().filter(ParameterTable::isComplete);
    Optional<Argument> freeze = context.written("optim", "freeze_list");
    if (table.isEmpty()) {
      return;
    }
    List<Glob> frozen = globs(freeze);
    List<Glob> free = globs(context.written("optim", "unfreeze_list"));
    List<ParameterTable.Row> rows =
        table.get().rows().stream().filter(row -> row.kind() == Member.Kind.PARAMETER).toList();
    boolean trains =
        rows.stream()
            .anyMatch(row ->
                matches(free, row.name()) || (row.trainable() && !matches(frozen, row.name())));
    unfreezes(context, rows, problems);
    if (!trains && !rows.isEmpty() && freeze.isPresent()) {
      problems.report(Code.EVERYTHING_FROZEN, freeze.get().origin().span(), rows.size());
    }
  }

  /** Warns of patterns that also switch on what its block keeps fixed, like tables of sines. */
  private static void unfreezes(
      CheckContext context, List<ParameterTable.Row> rows, Problems problems) {
    for (Argument pattern :
        context
            .written("optim", "unfreeze_list")
            .map(list -> Values.items(list.value()))
            .orElse(List.of())) {
      Values.text(pattern.value())
          .map(Glob::of)
          .flatMap(glob ->
              rows.stream().filter(row -> !row.trainable() && glob.matches(row.name())).findFirst())
          .ifPresent(row ->
              problems.report(
                  Code.UNFROZEN_TABLE,
                  pattern.origin().span(),
                  Values.show(pattern.value()),
                  row.name()));
    }
  }

  private static List<Glob> globs(Optional<Argument> list) {
    return list.map(argument -> Values.items(argument.value())).orElse(List.of()).stream()
        .flatMap(item -> Values.text(item.value()).stream())
        .map(Glob::of)
        .toList();
  }

  private static boolean matches(List<Glob> globs, String name) {
    return globs.stream().anyMatch(glob -> glob.matches(name));
  }
}
