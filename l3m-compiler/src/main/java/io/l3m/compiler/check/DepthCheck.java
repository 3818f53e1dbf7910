// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import java.util.Optional;

/** A head whose weights start by the depth in front of it is told the depth that is there. */
final class DepthCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      for (Step step : flow.model()) {
        BoundBlock head = step.block();
        Optional<Item> tokens = step.reads().stream().findFirst().flatMap(item -> item);
        if (head.argument("encoder_num_blocks").isPresent() && tokens.isPresent()) {
          Producers.chain(tokens.get(), flow).stream()
              .map(Step::block)
              .filter(block -> block.schema().roles().contains("trunk"))
              .findFirst()
              .ifPresent(trunk -> compare(head, trunk, context, problems));
        }
      }
    }
  }

  private static void compare(
      BoundBlock head, BoundBlock trunk, CheckContext context, Problems problems) {
    Optional<Long> said = context.whole(head, "encoder_num_blocks");
    Optional<Long> depth = context.whole(trunk, "num_blocks");
    if (said.isPresent() && depth.isPresent() && !said.get().equals(depth.get())) {
      problems
          .report(
              Code.DEPTH_DIFFERS,
              head.originOf("encoder_num_blocks").span(),
              said.get(),
              depth.get())
          .label(trunk.originOf("num_blocks").span(), "the trunk has " + depth.get() + " blocks");
    }
  }
}
