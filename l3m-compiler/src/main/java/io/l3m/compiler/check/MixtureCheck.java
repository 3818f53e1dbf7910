// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Values;
import java.util.List;
import java.util.Optional;

/** The loss that balances experts has experts to balance, and knows in how many layers. */
final class MixtureCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    List<BoundBlock> losses = context.blocks("MoEBalancingLoss");
    List<BoundBlock> mixtures = context.blocks("MoE");
    if (losses.isEmpty() || context.experiment().model().isEmpty()) {
      return;
    }
    if (mixtures.isEmpty() && !context.modelIsKnown()) {
      return;
    }
    if (mixtures.isEmpty()) {
      losses.forEach(loss -> problems.report(Code.NO_MIXTURE, loss.origin().span()));
      return;
    }
    compareCounts(mixtures, context, problems);
    context
        .written("experiment.fsdp", "fsdp_activation_checkpointing")
        .filter(PrecedenceCheck::isSet)
        .ifPresent(argument -> problems.report(Code.RECOMPUTED_EXPERTS, argument.origin().span()));
    for (BoundBlock mixture : mixtures) {
      if (Values.number(context.value(mixture, "load_balancing_loss_weight")).orElse(1.0) == 0) {
        String weight = "load_balancing_loss_weight";
        problems
            .report(Code.MIXTURE_WITHOUT_WEIGHT, mixture.originOf(weight).span())
            .suspect(context.suspect(mixture, weight));
      }
    }
  }

  /** Each mixture is told how many there are, in all trunks together. */
  private static void compareCounts(
      List<BoundBlock> mixtures, CheckContext context, Problems problems) {
    List<Step> trunks =
        context.modelSteps().stream()
            .filter(step -> context.wholeNamed(step.block(), "experts").orElse(0L) > 0)
            .toList();
    long count =
        trunks.stream()
            .mapToLong(step -> context.wholeNamed(step.block(), "experts").orElse(0L))
            .sum();
    for (BoundBlock mixture : mixtures) {
      Optional<Long> said = context.whole(mixture, "num_layers");
      if (count > 0 && said.isPresent() && said.get() != count) {
        Problems.Report report =
            problems.report(
                Code.MIXTURE_LAYERS, mixture.originOf("num_layers").span(), said.get(), count);
        trunks.forEach(trunk ->
            report.label(
                trunk.block().originOf("num_blocks").span(),
                context.wholeNamed(trunk.block(), "experts").orElseThrow() + " of them are here"));
      }
    }
  }
}
