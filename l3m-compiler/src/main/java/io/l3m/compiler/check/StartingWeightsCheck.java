// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;

/** A block that nothing initialises can only be used with weights from a checkpoint. */
final class StartingWeightsCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    if (!(context.key("model", "checkpoint") instanceof Value.Null)) {
      return;
    }
    for (BoundBlock block : context.experiment().blocks()) {
      if (context.named(block, "needs_checkpoint") instanceof Value.Bool(boolean needs) && needs) {
        problems
            .report(Code.NOTHING_INITIALISES, block.origin().span(), block.schema().simpleName())
            .hint("give `model.checkpoint`, or use another block");
      }
    }
  }
}
