// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import java.util.Optional;

/** Weights from a checkpoint leave some causal masks of the original as they were made: empty. */
final class ForgottenMaskCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<Argument> weights =
        context.written("model", "checkpoint").filter(PrecedenceCheck::isSet);
    if (weights.isEmpty()) {
      return;
    }
    for (BoundBlock block : context.experiment().blocks()) {
      boolean stepByStep =
          context.value(block, "sdpa") instanceof Value.Bool(boolean fused)
              && !fused
              && context.isOn(block, "is_causal");
      if (stepByStep || block.schema().simpleName().equals("PrefixCausalAttention")) {
        problems
            .report(Code.MASK_FORGOTTEN, block.origin().span(), block.schema().simpleName())
            .label(weights.get().origin().span(), "weights come from here");
      }
    }
  }
}
