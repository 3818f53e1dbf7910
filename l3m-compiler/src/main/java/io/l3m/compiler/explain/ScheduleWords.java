// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A schedule of the learning rate in words, a line for each phase. */
final class ScheduleWords {

  private final RunKeys keys;
  private final long total;

  private ScheduleWords(RunKeys keys, long total) {
    this.keys = keys;
    this.total = total;
  }

  /**
   * The phases of a schedule.
   *
   * @param total the steps of the run
   */
  static List<String> of(BoundBlock schedule, RunKeys keys, long total) {
    ScheduleWords words = new ScheduleWords(keys, total);
    List<Argument> phases = Values.items(keys.parameter(schedule, "schedulers"));
    return phases.isEmpty()
        ? List.of(words.steps(0, total) + words.course(schedule))
        : words.phases(schedule, phases);
  }

  private List<String> phases(BoundBlock schedule, List<Argument> phases) {
    List<Double> lengths =
        Values.items(keys.parameter(schedule, "lengths")).stream()
            .flatMap(item -> Values.number(item.value()).stream())
            .toList();
    List<Argument> scalings = Values.items(keys.parameter(schedule, "interval_scaling"));
    double sum = lengths.stream().mapToDouble(Double::doubleValue).sum();
    List<String> lines = new ArrayList<>();
    double done = 0;
    for (int i = 0; i < Math.min(phases.size(), lengths.size()); i++) {
      if (lengths.get(i) == 0) {
        continue;
      }
      long start = Math.round(total * done / sum);
      done += lengths.get(i);
      long end = Math.round(total * done / sum);
      Optional<BoundBlock> phase = Values.block(phases.get(i).value());
      String course = phase.map(this::course).orElse("?");
      boolean whole = i < scalings.size() && Values.show(scalings.get(i).value()).equals("fixed");
      String part = whole && end - start < total ? ", of which this is the part it is given" : "";
      lines.add(steps(start, end) + course + part);
    }
    return lines;
  }

  private String steps(long start, long end) {
    return end - start == total
        ? "all %s steps: ".formatted(Sheet.count(total))
        : "steps %s to %s: ".formatted(Sheet.count(start), Sheet.count(Math.max(start, end - 1)));
  }

  private String course(BoundBlock phase) {
    return switch (phase.schema().simpleName()) {
      case "LinearParamScheduler" -> between(phase, "in a straight line");
      case "CosineParamScheduler" -> between(phase, "along half a cosine");
      case "HalfCosineParamScheduler" -> between(phase, "along a quarter of a cosine");
      case "InvPowerScheduler" ->
          between(phase, "as the time to the power " + show(phase, "power"));
      case "ConstantParamScheduler" -> "always " + show(phase, "value");
      case "ExponentialParamScheduler" ->
          "from %s times a power of %s".formatted(show(phase, "start_value"), show(phase, "decay"));
      case "PolynomialDecayParamScheduler" ->
          "from %s towards 0 with power %s"
              .formatted(show(phase, "base_value"), show(phase, "power"));
      case "StepParamScheduler" -> "one after the other, evenly: " + show(phase, "values");
      default -> phase.schema().simpleName() + arguments(phase);
    };
  }

  private String between(BoundBlock phase, String how) {
    return "from %s to %s %s".formatted(show(phase, "start_value"), show(phase, "end_value"), how);
  }

  private String show(BoundBlock phase, String parameter) {
    return Sheet.show(keys.parameter(phase, parameter));
  }

  private static String arguments(BoundBlock phase) {
    List<String> shown = new ArrayList<>();
    phase
        .arguments()
        .forEach((name, argument) -> {
          if (!(argument.value() instanceof Value.Null)) {
            shown.add(name + " = " + Sheet.show(argument.value()));
          }
        });
    return shown.isEmpty() ? "" : " (" + String.join(", ", shown) + ")";
  }
}
