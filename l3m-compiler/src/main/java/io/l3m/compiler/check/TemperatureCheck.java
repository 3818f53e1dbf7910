// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Step;
import java.util.List;

/** One of the towers applies the temperature, not several. */
final class TemperatureCheck implements Check {

  private static final String SCALE = "logit_scale";

  @Override
  public void inspect(CheckContext context, Problems problems) {
    boolean isRead =
        context
            .steps()
            .flatMap(step -> step.reads().stream())
            .anyMatch(item -> item.map(found -> found.key().equals(SCALE)).orElse(false));
    for (DataFlow flow : context.flows()) {
      List<BoundBlock> towers =
          flow.model().stream()
              .filter(step -> step.writes().stream().anyMatch(item -> item.key().equals(SCALE)))
              .map(Step::block)
              .toList();
      if (isRead && towers.size() > 1) {
        BoundBlock last = towers.getLast();
        problems
            .report(
                Code.TEMPERATURE_TWICE, last.originOf("apply_temperature").span(), towers.size())
            .label(
                towers.getFirst().originOf("apply_temperature").span(), "it is applied here first");
      }
    }
  }
}
