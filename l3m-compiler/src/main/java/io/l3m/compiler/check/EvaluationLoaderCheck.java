// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.graph.Value;
import java.util.Optional;

/** Evaluation takes batches, which only a loader makes of samples. */
final class EvaluationLoaderCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<Argument> loader =
        context
            .written("data.validation", "dataloader")
            .filter(argument -> argument.value() instanceof Value.Null);
    for (Experiment.DataSource source : context.experiment().validation()) {
      loader.ifPresent(argument ->
          problems
              .report(
                  Code.SINGLE_SAMPLES,
                  argument.origin().span(),
                  source.dataset().schema().simpleName())
              .label(source.dataset().origin().span(), "the data set"));
    }
  }
}
