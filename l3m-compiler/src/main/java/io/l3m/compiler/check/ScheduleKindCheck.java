// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Section;
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
      Problems.Report report =
          problems.report(
              Code.SCHEDULE_KIND,
              place(context, schedule.get(), torch),
              schedule.get().schema().simpleName(),
              torch ? "torch" : "fvcore",
              kind.get());
      report.label(schedule.get().origin().span(), "the schedule");
      if (torch) {
        report.hint("write `scheduler_type: torch` under `optim`");
      }
    }
  }

  /**
   * A key that says the wrong kind, or the section that does not say it; else the schedule itself
   * is of the wrong kind.
   */
  private static Span place(CheckContext context, BoundBlock schedule, boolean torch) {
    Section optim = context.experiment().section("optim").orElseThrow();
    AssembledConfig config = context.experiment().config();
    Optional<Span> written =
        context
            .written("optim", "scheduler_type")
            .map(argument -> argument.origin().span())
            .filter(place -> !config.defaults().equals(Optional.of(place.file())));
    if (written.isPresent()) {
      return torch ? schedule.origin().span() : written.get();
    }
    return config
        .deletions()
        .of(optim.path().child("scheduler_type"))
        .orElse(optim.origin().span());
  }
}
