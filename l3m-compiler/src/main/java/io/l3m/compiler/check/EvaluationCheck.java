// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Value;
import java.util.Optional;

/** A run that only evaluates has something to evaluate on. */
final class EvaluationCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    boolean nothing = context.experiment().section("data.validation").isEmpty();
    Optional.of(context.key("experiment", "eval"))
        .filter(value -> value instanceof Value.Bool(boolean only) && only && nothing)
        .flatMap(value -> context.written("experiment", "eval"))
        .ifPresent(argument ->
            problems
                .report(Code.NOTHING_TO_EVALUATE, argument.origin().span())
                .hint("add `data.validation`"));
  }
}
