// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import java.util.List;

/**
 * What is computed again for the backward pass drops other values then than in the forward pass.
 */
final class RecomputationCheck implements Check {

  private static final List<String> RATES =
      List.of("drop_path_rate", "ffn_dropout_rate", "proj_drop");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    boolean recomputes =
        context.key("experiment.fsdp", "fsdp_activation_checkpointing")
                instanceof Value.Bool(boolean on)
            && on;
    if (!recomputes) {
      return;
    }
    for (BoundBlock block : context.experiment().blocks()) {
      for (String rate : RATES) {
        block
            .argument(rate)
            .filter(argument -> Values.number(argument.value()).orElse(0.0) > 0)
            .ifPresent(argument ->
                problems.report(Code.RECOMPUTED_DROPOUT, argument.origin().span(), rate));
      }
    }
  }
}
