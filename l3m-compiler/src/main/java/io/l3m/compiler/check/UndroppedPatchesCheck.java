// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Values;

/** Who drops patches has a mask in training that names them. */
final class UndroppedPatchesCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    context
        .training()
        .ifPresent(flow -> flow.model().forEach(step -> inspect(step, context, problems)));
  }

  private static void inspect(Step step, CheckContext context, Problems problems) {
    BoundBlock block = step.block();
    boolean drops =
        block.schema().parameter("attn_mask_read_key").isPresent()
            && context.isOn(block, "drop_patches")
            && block.schema().parameter("drop_patches").orElseThrow().ignored().isEmpty();
    boolean masked = step.reads().size() > 1 && step.reads().get(1).isPresent();
    if (drops && !masked) {
      problems
          .report(
              Code.PATCHES_STAY,
              block.originOf("drop_patches").span(),
              Values.text(context.value(block, "attn_mask_read_key")).orElse("null"))
          .hint("a generator of the data set writes the mask, `RandomMasking` for example");
    }
  }
}
