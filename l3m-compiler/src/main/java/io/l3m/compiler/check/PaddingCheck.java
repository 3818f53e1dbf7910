// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Step;
import java.util.Optional;

/** A loss over ids leaves out those that only fill texts up. */
final class PaddingCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      Optional<BoundBlock> tokenizer = PaddingTokenCheck.filling(flow, context);
      Optional<Vocabulary> vocabulary = tokenizer.flatMap(block -> Vocabulary.of(block, context));
      if (vocabulary.isPresent()
          && vocabulary.get().padding() instanceof Vocabulary.Padding.Id(long padding)) {
        for (Step step : flow.criterion()) {
          inspect(step, flow, padding, context, problems);
        }
      }
    }
  }

  private static void inspect(
      Step step, DataFlow flow, long padding, CheckContext context, Problems problems) {
    BoundBlock loss = step.block();
    boolean overIds =
        step.reads().stream().flatMap(Optional::stream).anyMatch(flow.batch()::contains);
    context
        .whole(loss, "ignore_index")
        .filter(ignored -> overIds && ignored != padding)
        .ifPresent(ignored ->
            problems
                .report(Code.PADDING_COUNTS, loss.originOf("ignore_index").span(), padding, ignored)
                .label(
                    PaddingTokenCheck.filling(flow, context).orElseThrow().origin().span(),
                    "the tokenizer")
                .hint("write `ignore_index: " + padding + "`"));
  }
}
