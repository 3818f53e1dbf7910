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

/**
 * A block that nothing initialises can only be used with weights from a checkpoint. It asks the
 * blocks as their owners build them, since an owner may switch the part off that has no start.
 */
final class StartingWeightsCheck implements Check {

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
            .report(Code.NOTHING_INITIALISES, block.origin().span(), block.schema().simpleName())
            .hint("give `model.checkpoint`, or use another block");
      }
    }
  }
}
