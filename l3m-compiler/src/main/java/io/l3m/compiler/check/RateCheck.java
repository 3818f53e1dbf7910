// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rate that an optimiser is given is one that the schedule reaches. */
final class RateCheck implements Check {

  private static final List<String> VALUES =
      List.of("start_value", "end_value", "base_value", "value");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<BoundBlock> optimizer = context.experiment().optimizer();
    Optional<Argument> rate = optimizer.flatMap(block -> block.argument("lr"));
    boolean shown = context.key("optim", "scheduler_type").equals(new Value.Text("fvcore"));
    List<Double> values =
        context.experiment().schedule().map(block -> values(block, context)).orElse(List.of());
    Optional<Double> given = rate.flatMap(argument -> Values.number(argument.value()));
    if (!shown
        || values.isEmpty()
        || given.isEmpty()
        || values.stream().anyMatch(value -> isSame(given.get(), value))) {
      return;
    }
    boolean reference = optimizer.orElseThrow().schema().simpleName().equals("AdamLH");
    problems
        .report(
            Code.RATE_UNUSED,
            rate.get().origin().span(),
            Values.show(rate.get().value()),
            Values.show(new Value.Real(values.stream().reduce(0.0, Double::max))))
        .label(context.experiment().schedule().orElseThrow().origin().span(), "the schedule")
        .hint(
            reference
                ? "for `AdamLH` it sets how strong the decay is: a rate of `lr` decays in full"
                : "only the schedule decides; let its values refer to `${optim.optimizer.lr}`");
  }

  private static boolean isSame(double left, double right) {
    return Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
  }

  /** The values that a schedule names; none where they are not all written out. */
  private static List<Double> values(BoundBlock schedule, CheckContext context) {
    List<Value> values = new ArrayList<>();
    for (BoundBlock phase : CheckContext.inside(schedule)) {
      for (String name : VALUES) {
        if (phase.schema().parameter(name).isPresent()) {
          values.add(context.value(phase, name));
        }
      }
      Values.items(context.value(phase, "values")).forEach(item -> values.add(item.value()));
    }
    List<Optional<Double>> numbers = values.stream().map(Values::number).toList();
    return numbers.stream().allMatch(Optional::isPresent)
        ? numbers.stream().map(Optional::orElseThrow).toList()
        : List.of();
  }
}
