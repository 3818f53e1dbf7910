// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import java.util.List;

/** A frozen model still follows the training mode: what it drops, it drops in each step. */
final class FrozenNoiseCheck implements Check {

  private static final List<String> RATES =
      List.of("drop_path_rate", "ffn_dropout_rate", "attn_drop", "proj_drop", "drop");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock frozen : context.blocks("NoGradModel")) {
      for (BoundBlock block : CheckContext.inside(frozen)) {
        for (String rate : RATES) {
          block
              .argument(rate)
              .filter(argument -> Values.number(argument.value()).orElse(0.0) > 0)
              .ifPresent(argument -> report(argument, rate, frozen, problems));
        }
        block
            .argument("use_batchnorm")
            .filter(PrecedenceCheck::isSet)
            .ifPresent(argument -> report(argument, "use_batchnorm", frozen, problems));
      }
    }
  }

  private static void report(
      Argument argument, String parameter, BoundBlock frozen, Problems problems) {
    problems
        .report(Code.FROZEN_NOISE, argument.origin().span(), parameter)
        .label(frozen.origin().span(), "frozen here");
  }
}
