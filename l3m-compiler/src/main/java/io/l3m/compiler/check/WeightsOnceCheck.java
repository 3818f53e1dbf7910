// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import java.util.Optional;

/** A run that only evaluates takes its weights from one place. */
final class WeightsOnceCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<Argument> resume =
        context.written("experiment", "resume").filter(PrecedenceCheck::isSet);
    Optional<Argument> weights =
        context.written("model", "checkpoint").filter(PrecedenceCheck::isSet);
    if (context.isOn("experiment", "eval") && resume.isPresent() && weights.isPresent()) {
      problems
          .report(Code.WEIGHTS_TWICE, resume.get().origin().span())
          .label(weights.get().origin().span(), "and from here");
    }
  }
}
