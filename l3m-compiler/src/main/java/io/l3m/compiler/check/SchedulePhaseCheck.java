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

/** A phase of a schedule begins with the learning rate that the one before ends with. */
final class SchedulePhaseCheck implements Check {

  private static final double JUMP = 1e-3;

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock schedule : context.blocks("CompositeParamScheduler")) {
      List<Argument> phases = Values.items(context.value(schedule, "schedulers"));
      int before = -1;
      for (int i = 0; i < phases.size(); i++) {
        if (isSkipped(schedule, i, context)) {
          continue;
        }
        if (before >= 0
            && isRescaled(schedule, i, context)
            && isRescaled(schedule, before, context)) {
          compare(phases.get(before), phases.get(i), context, problems);
        }
        before = i;
      }
    }
  }

  private static boolean isSkipped(BoundBlock schedule, int phase, CheckContext context) {
    List<Argument> lengths = Values.items(context.value(schedule, "lengths"));
    return phase < lengths.size()
        && Values.number(lengths.get(phase).value()).filter(length -> length == 0).isPresent();
  }

  private static boolean isRescaled(BoundBlock schedule, int phase, CheckContext context) {
    List<Argument> scaling = Values.items(context.value(schedule, "interval_scaling"));
    return phase < scaling.size()
        && scaling.get(phase).value() instanceof Value.Text(String text)
        && text.equals("rescaled");
  }

  private static void compare(
      Argument first, Argument second, CheckContext context, Problems problems) {
    Optional<BoundBlock> before = Values.block(first.value());
    Optional<BoundBlock> after = Values.block(second.value());
    Optional<Double> end = before.flatMap(block -> number(block, "end_value", context));
    Optional<Double> start = after.flatMap(block -> number(block, "start_value", context));
    if (before.isEmpty() || after.isEmpty() || end.isEmpty() || start.isEmpty()) {
      return;
    }
    if (before.get().schema().simpleName().startsWith("HalfCosine")) {
      return; // ends half way, whatever its end value says
    }
    double scale = Math.max(Math.abs(end.get()), Math.abs(start.get()));
    if (Math.abs(end.get() - start.get()) > JUMP * scale) {
      problems
          .report(
              Code.SCHEDULE_JUMPS,
              after.get().originOf("start_value").span(),
              Values.show(new Value.Real(end.get())),
              Values.show(new Value.Real(start.get())))
          .label(before.get().originOf("end_value").span(), "the phase before ends with this");
    }
  }

  private static Optional<Double> number(BoundBlock block, String parameter, CheckContext context) {
    return block.schema().parameter(parameter).isPresent()
        ? Values.number(context.value(block, parameter))
        : Optional.empty();
  }
}
