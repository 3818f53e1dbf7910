// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;

/** A probe search divides its rates by that of the optimiser, so it is written out. */
final class ProbeRateCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    boolean searches = context.isOn("optim", "probe_hparam_search");
    context
        .experiment()
        .optimizer()
        .filter(optimizer -> searches && optimizer.argument("lr").isEmpty())
        .ifPresent(optimizer ->
            problems
                .report(
                    Code.PROBE_WITHOUT_RATE,
                    optimizer.origin().span(),
                    optimizer.schema().simpleName())
                .hint("add `lr: …`"));
  }
}
