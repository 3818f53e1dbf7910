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
    if (mixtures.isEmpty()) {
      losses.forEach(loss -> problems.report(Code.NO_MIXTURE, loss.origin().span()));
      return;
    }
    for (Step step : context.modelSteps()) {
      step.block()
          .argument("ffn_target")
          .flatMap(argument -> Values.block(argument.value()))
          .filter(block -> block.schema().simpleName().equals("MoE"))
          .ifPresent(mixture -> compare(mixture, step.block(), context, problems));
    }
    context
        .written("experiment.fsdp", "fsdp_activation_checkpointing")
        .filter(PrecedenceCheck::isSet)
        .ifPresent(argument -> problems.report(Code.RECOMPUTED_EXPERTS, argument.origin().span()));
    for (BoundBlock mixture : mixtures) {
      if (Values.number(context.value(mixture, "load_balancing_loss_weight")).orElse(1.0) == 0) {
        problems.report(
            Code.MIXTURE_WITHOUT_WEIGHT, mixture.originOf("load_balancing_loss_weight").span());
      }
    }
  }

  private static void compare(
      BoundBlock mixture, BoundBlock trunk, CheckContext context, Problems problems) {
    Optional<Long> layers = context.whole(mixture, "num_layers");
    Optional<Long> blocks = context.whole(trunk, "num_blocks");
    boolean alone = context.blocks("MoE").size() == 1 && layers.isPresent() && blocks.isPresent();
    if (alone && !layers.get().equals(blocks.get())) {
      problems
          .report(
              Code.MIXTURE_LAYERS,
              mixture.originOf("num_layers").span(),
              layers.get(),
              blocks.get())
          .label(trunk.originOf("num_blocks").span(), "each block has a mixture");
    }
  }
}
