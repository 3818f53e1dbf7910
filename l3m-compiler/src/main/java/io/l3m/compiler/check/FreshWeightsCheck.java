// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.source.Span;
import java.util.HashSet;
import java.util.Set;

/** A block that nothing initialises has to get its weights from a checkpoint. */
final class FreshWeightsCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    if (context.parameters().isEmpty()
        || !(context.key("model", "checkpoint") instanceof Value.Null)) {
      return;
    }
    Set<Span> seen = new HashSet<>();
    for (ParameterTable.Row row : context.parameters().get().rows()) {
      BoundBlock block = row.owner();
      boolean needed =
          context.named(block, "needs_checkpoint") instanceof Value.Bool(boolean needs) && needs;
      if (needed && seen.add(block.origin().span())) {
        problems
            .report(
                Code.NEVER_INITIALISED,
                block.origin().span(),
                block.schema().simpleName(),
                row.name())
            .hint("start from a checkpoint: `model.checkpoint`");
      }
    }
  }
}
