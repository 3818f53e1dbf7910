// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;

/** Experts that count their tokens for a balancing loss have one. */
final class UnbalancedExpertsCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    boolean balanced =
        context.experiment().loss().isEmpty()
            || context.experiment().loss().stream()
                .flatMap(loss -> CheckContext.inside(loss).stream())
                .anyMatch(block -> context.isOn(block, "needs_moe"));
    for (BoundBlock experts : context.blocks("MoE")) {
      boolean counts =
          Values.number(context.value(experts, "load_balancing_loss_weight")).orElse(0.0) > 0;
      if (!balanced && counts) {
        problems
            .report(
                Code.EXPERTS_UNBALANCED,
                experts.originOf("load_balancing_loss_weight").span(),
                experts.schema().simpleName())
            .hint("add a `MoEBalancingLoss` to `loss`, or write `load_balancing_loss_weight: 0`");
      }
    }
  }
}
