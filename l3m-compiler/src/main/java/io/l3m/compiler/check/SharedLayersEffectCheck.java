// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Values;

/** The original looks for the axis of shared layers under a name that its mesh does not have. */
final class SharedLayersEffectCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    boolean planned =
        context.written("experiment", "tp_plan").filter(PrecedenceCheck::isSet).isPresent();
    context
        .written("experiment.fsdp", "tp_size")
        .filter(argument -> planned)
        .ifPresent(argument ->
            Values.whole(argument.value())
                .filter(size -> size > 1)
                .ifPresent(size ->
                    problems.report(Code.LAYERS_NOT_CUT, argument.origin().span(), size, size)));
  }
}
