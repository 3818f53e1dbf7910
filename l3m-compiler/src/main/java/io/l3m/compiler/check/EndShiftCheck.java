// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Step;
import java.util.List;

/** A class token in front of a text moves its tokens by one, but not its ids. */
final class EndShiftCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      for (Step step : flow.model()) {
        if (step.block().schema().parameter("eos_token_id").isPresent()) {
          step.reads().stream()
              .findFirst()
              .flatMap(item -> item)
              .ifPresent(item -> inspect(step, Producers.chain(item, flow), context, problems));
        }
      }
    }
  }

  private static void inspect(
      Step reader, List<Step> makers, CheckContext context, Problems problems) {
    makers.stream()
        .map(Step::block)
        .filter(block -> block.schema().roles().contains("text_preprocessor"))
        .filter(block -> context.isOn(block, "cls_token"))
        .forEach(block ->
            problems
                .report(
                    Code.END_SHIFTED,
                    block.originOf("cls_token").span(),
                    reader.block().schema().simpleName())
                .label(reader.block().origin().span(), "the end is looked for here"));
  }
}
