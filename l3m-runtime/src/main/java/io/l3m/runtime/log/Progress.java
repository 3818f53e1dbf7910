// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import java.util.Locale;

/** What a line of progress is made of, gathered step by step between two lines. */
final class Progress {

  private static final double NANOS = 1e9;

  private final RunStart run;
  private final long startNanos;
  private long firstStepNanos;
  private long steps;
  private long windowSamples;
  private double windowSeconds;

  Progress(RunStart run, long nanos) {
    this.run = run;
    this.startNanos = nanos;
    this.firstStepNanos = nanos;
  }

  void add(StepReport step, long nanos) {
    if (steps == 0) {
      firstStepNanos = nanos;
    }
    steps++;
    windowSamples += step.samples();
    windowSeconds += step.seconds();
  }

  /** Ends the window. {@code step 60/1200 5 % loss 2.1034 lr 9.98e-04 … 0:37 left}. */
  String line(StepReport step, long nanos) {
    int width = Long.toString(run.totalSteps()).length();
    long percent = 100 * step.step() / Math.max(1, run.totalSteps());
    String place =
        ("step %" + width + "d/%d %3d %%").formatted(step.step(), run.totalSteps(), percent);
    String left =
        step.step() < run.totalSteps()
            ? "  " + Lines.clock(secondsLeft(step, nanos)) + " left"
            : "";
    return place + "  " + figures(step) + left;
  }

  /** Loss, learning rate, gradient norm and throughput; ends the window. */
  String figures(StepReport step) {
    String norm =
        step.gradientNorm().isPresent()
            ? "  grad norm %s".formatted(Lines.value(step.gradientNorm().getAsDouble()))
            : "";
    return String.format(
        Locale.ROOT,
        "loss %s  lr %s%s  %s samples/s",
        Lines.value(step.loss()),
        Lines.learningRate(step.learningRate()),
        norm,
        rate());
  }

  /** As {@link #figures}, for a line that a bar shares. */
  String shortFigures(StepReport step) {
    return String.format(
        Locale.ROOT,
        "loss %s lr %.1e %s samples/s",
        Lines.value(step.loss()),
        step.learningRate(),
        rate());
  }

  private String rate() {
    String rate = Lines.rate(windowSamples / Math.max(windowSeconds, 1 / NANOS));
    windowSamples = 0;
    windowSeconds = 0;
    return rate;
  }

  long totalSteps() {
    return run.totalSteps();
  }

  double elapsedSeconds(long nanos) {
    return (nanos - startNanos) / NANOS;
  }

  /** By the wall clock, so that evaluations count; the first step, which warms up, does not. */
  private double secondsLeft(StepReport step, long nanos) {
    long left = run.totalSteps() - step.step();
    return steps > 1
        ? left * ((nanos - firstStepNanos) / NANOS) / (steps - 1)
        : left * elapsedSeconds(nanos);
  }
}
