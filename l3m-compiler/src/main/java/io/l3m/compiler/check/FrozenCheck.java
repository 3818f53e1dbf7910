// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.schema.Member;
import java.util.List;
import java.util.Optional;

/** Something is left to train when all freezing is done. */
final class FrozenCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<ParameterTable> table = context.parameters().filter(ParameterTable::isComplete);
    Optional<Argument> freeze = context.written("optim", "freeze_list");
    if (table.isEmpty() || freeze.isEmpty()) {
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
    if (!trains && !rows.isEmpty()) {
      problems.report(Code.EVERYTHING_FROZEN, freeze.get().origin().span(), rows.size());
    }
  }

  private static List<Glob> globs(Optional<Argument> list) {
    return list.map(argument -> Values.items(argument.value())).orElse(List.of()).stream()
        .flatMap(item -> Values.text(item.value()).stream())
        .map(Glob::new)
        .toList();
  }

  private static boolean matches(List<Glob> globs, String name) {
    return globs.stream().anyMatch(glob -> glob.matches(name));
  }
}
