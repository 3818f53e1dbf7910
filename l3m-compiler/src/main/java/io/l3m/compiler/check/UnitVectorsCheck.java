// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Value;
import java.util.Optional;

/** A contrastive loss compares directions, so it needs vectors of unit length. */
final class UnitVectorsCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      for (Step step : flow.criterion()) {
        if (step.block().schema().simpleName().equals("CLIPContrastiveLoss")) {
          step.reads().stream()
              .flatMap(Optional::stream)
              .flatMap(item -> Producers.of(item, flow).stream())
              .map(Step::block)
              .filter(head ->
                  context.value(head, "apply_l2_norm") instanceof Value.Bool(boolean on) && !on)
              .filter(head -> !context.isOn(head, "apply_temperature"))
              .forEach(head ->
                  problems
                      .report(
                          Code.VECTORS_NOT_UNIT,
                          head.originOf("apply_l2_norm").span(),
                          head.schema().simpleName(),
                          step.block().schema().simpleName())
                      .label(step.block().origin().span(), "the loss"));
        }
      }
    }
  }
}
