// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import com.google.errorprone.annotations.FormatMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How numbers and results read as text. */
final class Lines {

  private Lines() {}

  /**
   * For example {@code digits-vit: 203,594 parameters on cpu (2 threads), run directory runs/a}.
   */
  static String start(RunStart run) {
    String frozen = run.frozen() == 0 ? "" : format(" and %,d frozen", run.frozen());
    String done = run.step() == 0 ? "" : format(", going on after step %,d", run.step());
    return format(
        "%s: %,d parameters%s on %s (%d %s), %s%s",
        run.name(),
        run.parameters(),
        frozen,
        run.device(),
        run.threads(),
        run.threads() == 1 ? "thread" : "threads",
        run.place(),
        done);
  }

  /** For example {@code evaluation after step 200, dataset: loss 0.3121, accuracy 91.11 (360)}. */
  static String evaluation(EvaluationReport evaluation) {
    return format(
        "evaluation after step %,d, %s: %s (%,d samples, %s)",
        evaluation.step(),
        evaluation.dataset(),
        scalars(evaluation.values()),
        evaluation.samples(),
        seconds(evaluation.seconds()));
  }

  static String saved(Path checkpoint) {
    return "saved " + checkpoint;
  }

  static String scalars(List<Scalar> scalars) {
    return scalars.stream()
        .map(scalar -> scalar.name() + " " + value(scalar.value()))
        .collect(Collectors.joining(", "));
  }

  /** A loss or a metric: five digits that matter, short. */
  static String value(double value) {
    double size = Math.abs(value);
    if (value == 0 || (size >= 1e-3 && size < 1e5)) {
      return format("%.4f", value);
    }
    return Double.isFinite(value) ? format("%.3e", value) : String.valueOf(value);
  }

  static String learningRate(double rate) {
    return format("%.2e", rate);
  }

  static String rate(double perSecond) {
    return perSecond >= 10 ? format("%,.0f", perSecond) : format("%.2f", perSecond);
  }

  /** {@code 0:07}, {@code 12:30} or {@code 5:02:11}. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    long hours = whole / 3600;
    return hours == 0
        ? format("%d:%02d", whole / 60, whole % 60)
        : format("%d:%02d:%02d", hours, whole / 60 % 60, whole % 60);
  }

  private static String seconds(double seconds) {
    return seconds < 10 ? format("%.1f s", seconds) : clock(seconds);
  }

  @FormatMethod
  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
