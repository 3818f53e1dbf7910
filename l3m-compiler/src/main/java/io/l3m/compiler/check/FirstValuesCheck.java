// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;

/** A run that only evaluates has weights that have learnt something. */
final class FirstValuesCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    boolean weights =
        context.written("experiment", "resume").filter(PrecedenceCheck::isSet).isPresent()
            || context.written("model", "checkpoint").filter(PrecedenceCheck::isSet).isPresent();
    boolean data = context.experiment().section("data.validation").isPresent();
    if (context.isOn("experiment", "eval") && data && !weights) {
      context
          .written("experiment", "eval")
          .ifPresent(argument ->
              problems
                  .report(Code.NOTHING_LEARNT, argument.origin().span())
                  .hint("set `model.checkpoint` or `experiment.resume`"));
    }
  }
}
