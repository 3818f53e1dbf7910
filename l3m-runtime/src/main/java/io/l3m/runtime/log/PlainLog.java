// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lines of text, for what is no terminal.
 *
 * <p>The first and the last step get a line, and between them a step when a twentieth of the run or
 * some time has passed since the last line: two seconds at first, then ever more, up to a minute,
 * so that a long run does not fill the disk with progress.
 */
final class PlainLog implements RunLog {

  private static final double SHORTEST_SECONDS = 2;
  private static final double LONGEST_SECONDS = 60;
  private static final int LINES_AT_LEAST = 20;

  private final Consumer<String> out;
  private final LongSupplier nanos;
  private Optional<Progress> progress = Optional.empty();
  private long lastStep;
  private double lastSeconds;

  /** A log that hands each line, without its end, to the consumer. */
  PlainLog(Consumer<String> out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
  }

  @Override
  public void started(RunStart run) {
    progress = Optional.of(new Progress(run, nanos.getAsLong()));
    lastStep = -run.totalSteps();
    lastSeconds = 0;
    out.accept(Lines.start(run));
  }

  @Override
  public void step(StepReport step) {
    Progress current = progress.orElseThrow();
    long now = nanos.getAsLong();
    current.add(step, now);
    if (isDue(current, step.step(), current.elapsedSeconds(now))) {
      out.accept(current.line(step, now));
      lastStep = step.step();
      lastSeconds = current.elapsedSeconds(now);
    }
  }

  private boolean isDue(Progress current, long step, double seconds) {
    double interval = Math.clamp(seconds / 50, SHORTEST_SECONDS, LONGEST_SECONDS);
    return step >= current.totalSteps()
        || (step - lastStep) * LINES_AT_LEAST >= current.totalSteps()
        || seconds - lastSeconds >= interval;
  }

  @Override
  public void evaluated(EvaluationReport evaluation) {
    out.accept(Lines.evaluation(evaluation));
  }

  @Override
  public void saved(long step, Path checkpoint) {
    out.accept(Lines.saved(checkpoint));
  }

  @Override
  public void note(String line) {
    out.accept(line);
  }

  @Override
  public void close() {
    // The consumer is not ours.
  }
}
