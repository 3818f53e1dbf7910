// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Value;
import java.util.Optional;

/** A contrastive loss over all processes needs other samples on each of them. */
final class NegativesCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<Argument> shared =
        context
            .written("experiment", "dist_eval")
            .filter(argument -> argument.value() instanceof Value.Bool(boolean on) && !on);
    for (DataFlow flow : context.flows()) {
      boolean training = context.training().filter(flow::equals).isPresent();
      for (Step step : flow.criterion()) {
        if (context.worldSize() > 1
            && shared.isPresent()
            && !training
            && step.block().schema().parameter("gather_with_grad").isPresent()) {
          problems
              .report(
                  Code.NEGATIVES_TWICE,
                  shared.get().origin().span(),
                  context.worldSize(),
                  step.block().schema().simpleName())
              .label(step.block().origin().span(), "the loss");
        }
      }
    }
  }
}
