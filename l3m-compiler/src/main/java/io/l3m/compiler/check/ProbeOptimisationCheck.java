// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;

/** The heads of a probe search are told apart by their rates, which the optimiser has to know. */
final class ProbeOptimisationCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    if (context.experiment().section("optim.mup").isPresent()) {
      return;
    }
    for (BoundBlock wrapper : context.blocks("ProbeHparamSearchWrapper")) {
      if (context.key("optim", "probe_hparam_search") instanceof Value.Bool(boolean on) && !on) {
        problems
            .report(Code.PROBE_UNUSED, wrapper.origin().span())
            .hint("write `probe_hparam_search: true` under `optim`");
      }
    }
  }
}
