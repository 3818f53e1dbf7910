// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import java.util.List;
import java.util.Optional;

/** Phases whose lengths are steps fill the run exactly. */
final class ScheduleTotalCheck implements Check {

  private static final double ROUNDING = 1e-3;

  @Override
  public void inspect(CheckContext context, Problems problems) {
    context.experiment().schedule().ifPresent(schedule -> inspect(schedule, context, problems));
  }

  private static void inspect(BoundBlock schedule, CheckContext context, Problems problems) {
    Optional<Argument> lengths = schedule.argument("lengths");
    Optional<Argument> total = context.written("experiment", "total_iterations");
    Optional<Long> steps = total.flatMap(argument -> Values.whole(argument.value()));
    if (lengths.isEmpty() || total.isEmpty() || steps.isEmpty()) {
      return;
    }
    List<Optional<Double>> parts =
        Values.items(lengths.get().value()).stream()
            .map(item -> Values.number(item.value()))
            .toList();
    if (parts.isEmpty() || parts.stream().anyMatch(Optional::isEmpty)) {
      return;
    }
    double sum = parts.stream().mapToDouble(Optional::orElseThrow).sum();
    boolean absolute =
        context.value(schedule, "absolute_lengths") instanceof Value.Bool(boolean yes) && yes;
    String shown = Values.show(new Value.Real(sum));
    if (absolute && sum != steps.get()) {
      problems
          .report(Code.SCHEDULE_TOTAL, total.get().origin().span(), shown, steps.get())
          .label(lengths.get().origin().span(), "these lengths sum to " + shown);
    } else if (!absolute && sum < 1.5 && Math.abs(sum - 1) > ROUNDING) {
      problems
          .report(Code.SCHEDULE_RESCALED, lengths.get().origin().span(), shown, steps.get())
          .hint("shares sum to 1");
    } else if (!absolute && sum > 1.5 && sum != steps.get() && !isPercentage(sum)) {
      problems
          .report(Code.SCHEDULE_RESCALED, lengths.get().origin().span(), shown, steps.get())
          .hint("write `absolute_lengths: true` if these are steps");
    }
  }

  private static boolean isPercentage(double sum) {
    return sum == 100 || sum == 10;
  }
}
