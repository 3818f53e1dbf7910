// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.source.Span;

/** A switch of the original that a compiled program has no need of is not passed over silently. */
final class UselessKeysCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    boolean parallel = Values.whole(context.key("experiment.fsdp", "tp_size")).orElse(1L) > 1;
    if (context.isOn("experiment", "torch_compile") && !parallel) {
      context
          .written("experiment", "torch_compile")
          .ifPresent(argument -> {
            Span place = argument.origin().span();
            problems.report(
                Code.KEY_NOT_NEEDED,
                place,
                "experiment.torch_compile",
                "the whole program is compiled, and no Python is left out");
          });
    }
  }
}
