// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Values;

/** The original squeezes the end of a text out of its tokens, and the axis of a batch of one. */
final class SingleSampleCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      for (Step step : flow.model()) {
        if (step.block().schema().parameter("eos_token_id").isPresent()) {
          inspect(step.block(), flow, context, problems);
        }
      }
    }
  }

  private static void inspect(
      BoundBlock reader, DataFlow flow, CheckContext context, Problems problems) {
    boolean training = context.training().filter(flow::equals).isPresent();
    long parts =
        training ? Values.whole(context.key("optim", "gradient_accumulation_steps")).orElse(1L) : 1;
    flow.source()
        .loader()
        .filter(loader -> context.whole(loader, "batch_size").orElse(0L) == parts)
        .ifPresent(loader ->
            problems
                .report(
                    Code.SINGLE_SAMPLE,
                    loader.originOf("batch_size").span(),
                    reader.schema().simpleName())
                .label(reader.origin().span(), "the axis is lost here"));
  }
}
