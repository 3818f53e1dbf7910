// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Step;

/** In evaluation experts count nothing, so there is nothing to balance. */
final class BalanceEvaluationCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      if (context.training().filter(flow::equals).isPresent()) {
        continue;
      }
      for (Step step : flow.criterion()) {
        if (context.isOn(step.block(), "needs_moe")) {
          problems
              .report(Code.BALANCE_IN_EVALUATION, step.block().origin().span())
              .hint("give a `val_loss` without it");
        }
      }
    }
  }
}
