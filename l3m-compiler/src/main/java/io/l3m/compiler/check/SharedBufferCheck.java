// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.schema.Member;
import io.l3m.weights.Glob;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A pattern on buffers that processes share fits one of them: the original has room for one. */
final class SharedBufferCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<SharedSequence> shared = SharedSequence.of(context);
    if (shared.isEmpty() || !context.parameters().map(ParameterTable::isComplete).orElse(false)) {
      return;
    }
    List<String> buffers = buffers(context.parameters().orElseThrow());
    for (BoundBlock plan : shared.get().buffers()) {
      Optional<String> pattern = Values.text(context.value(plan, "module_pattern"));
      long count =
          pattern
              .map(Glob::of)
              .map(glob -> buffers.stream().filter(glob::matches).count())
              .orElse(1L);
      if (count != 1) {
        problems
            .report(
                Code.SHARED_BUFFERS,
                plan.originOf("module_pattern").span(),
                pattern.orElseThrow(),
                count)
            .hint(
                buffers.isEmpty()
                    ? "the model has no buffers"
                    : "buffers are "
                        + String.join(", ", buffers.subList(0, Math.min(4, buffers.size()))));
      }
    }
  }

  /** The names of buffers; one that several modules share is counted once, as PyTorch does. */
  private static List<String> buffers(ParameterTable table) {
    Set<Object> owners = new HashSet<>();
    return table.rows().stream()
        .filter(row -> row.kind() != Member.Kind.PARAMETER)
        .filter(row ->
            row.kind() == Member.Kind.BUFFER
                || owners.add(
                    List.of(
                        row.owner().path(), row.name().substring(row.name().lastIndexOf('.') + 1))))
        .map(ParameterTable.Row::name)
        .toList();
  }
}
