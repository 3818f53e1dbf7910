// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.schema.Port.KeyName.FromParameter;
import java.util.List;
import java.util.stream.IntStream;

/** Who drops patches has a mask in training that names them. */
final class UndroppedPatchesCheck implements Check {

  private static final String MASK = "attn_mask_read_key";

  @Override
  public void inspect(CheckContext context, Problems problems) {
    context
        .training()
        .ifPresent(flow -> flow.model().forEach(step -> inspect(step, context, problems)));
  }

  private static void inspect(Step step, CheckContext context, Problems problems) {
    BoundBlock block = step.block();
    boolean drops =
        block.schema().parameter(MASK).isPresent()
            && context.isOn(block, "drop_patches")
            && block.schema().parameter("drop_patches").orElseThrow().ignored().isEmpty();
    if (drops && !isMasked(step)) {
      problems
          .report(
              Code.PATCHES_STAY,
              block.originOf("drop_patches").span(),
              Values.text(context.value(block, MASK)).orElse("null"))
          .hint("a generator of the data set writes the mask, `RandomMasking` for example");
    }
  }

  private static boolean isMasked(Step step) {
    List<Port> ports = step.block().schema().reads();
    return IntStream.range(0, ports.size())
        .filter(
            i -> ports.get(i).key() instanceof FromParameter from && from.parameter().equals(MASK))
        .anyMatch(i -> step.reads().get(i).isPresent());
  }
}
