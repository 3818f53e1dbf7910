// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.source.Span;
import java.util.Optional;

/** The schedule is of the kind that {@code scheduler_type} says. */
final class ScheduleKindCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<BoundBlock> schedule = context.experiment().schedule();
    Optional<String> kind = Values.text(context.key("optim", "scheduler_type"));
    if (schedule.isEmpty() || kind.isEmpty()) {
      return;
    }
    boolean torch = schedule.get().schema().roles().contains("lr_scheduler");
    if (torch != kind.get().equals("torch")) {
      Span place =
          context
              .written("optim", "scheduler_type")
              .map(Argument::origin)
              .filter(origin -> kind.get().equals("torch"))
              .orElse(schedule.get().origin())
              .span();
      problems
          .report(
              Code.SCHEDULE_KIND,
              place,
              schedule.get().schema().simpleName(),
              torch ? "torch" : "fvcore",
              kind.get())
          .label(schedule.get().origin().span(), "the schedule");
    }
  }
}
