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

/** Where a mask removes tokens, it removes as many from each sample of a batch. */
final class EvenMaskCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      for (Step step : flow.model()) {
        if (removesTokens(step.block(), context)) {
          step.reads().stream()
              .flatMap(Optional::stream)
              .flatMap(item -> generator(item, context).stream())
              .forEach(generator -> inspect(step.block(), generator, context, problems));
        }
      }
    }
  }

  private static boolean removesTokens(BoundBlock block, CheckContext context) {
    boolean drops =
        block.schema().parameter("attn_mask_read_key").isPresent()
            && context.value(block, "drop_patches") instanceof Value.Bool(boolean on)
            && on;
    return drops || block.schema().simpleName().equals("SelectTokensWithMask");
  }

  /** The generator that made a value of the batch. */
  private static Optional<BoundBlock> generator(Item item, CheckContext context) {
    List<BoundBlock> generators =
        context.experiment().blocks().stream()
            .filter(block -> block.schema().roles().contains("generator"))
            .toList();
    return generators.stream()
        .filter(block -> item.version() == 0)
        .filter(block -> block.originOf("write_key").equals(item.origin()))
        .findFirst();
  }

  private static void inspect(
      BoundBlock reader, BoundBlock generator, CheckContext context, Problems problems) {
    if (context.named(generator, "even") instanceof Value.Bool(boolean even) && !even) {
      problems
          .report(
              Code.MASK_UNEVEN,
              generator.origin().span(),
              generator.schema().simpleName(),
              reader.schema().simpleName())
          .label(reader.origin().span(), "the tokens are removed here");
    }
  }
}
