// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Value;
import java.util.List;
import java.util.Optional;

/** A loss that averages over masked patches needs some to be masked. */
final class EmptyMaskCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    List<BoundBlock> empty =
        context.experiment().blocks().stream()
            .filter(block -> block.schema().parameter("force_full_attn").isPresent())
            .filter(block ->
                context.value(block, "force_full_attn") instanceof Value.Bool(boolean all) && all)
            .toList();
    for (DataFlow flow : context.flows()) {
      for (Step step : flow.criterion()) {
        for (BoundBlock generator : empty) {
          if (step.reads().stream()
              .flatMap(Optional::stream)
              .anyMatch(item -> isMadeBy(item, generator))) {
            problems
                .report(
                    Code.MASK_EMPTY,
                    generator.originOf("force_full_attn").span(),
                    step.block().schema().simpleName())
                .label(step.block().origin().span(), "the loss");
          }
        }
      }
    }
  }

  private static boolean isMadeBy(Item item, BoundBlock generator) {
    return item.version() == 0 && item.origin().equals(generator.originOf("write_key"));
  }
}
