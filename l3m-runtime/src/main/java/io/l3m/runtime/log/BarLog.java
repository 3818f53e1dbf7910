// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar in the terminal's last line; everything else scrolls away above it. */
final class BarLog implements RunLog {

  private static final int REDRAW_MILLIS = 200;
  private static final long REDRAW_NANOS = REDRAW_MILLIS * 1_000_000L;

  private final Screen screen;
  private final LongSupplier nanos;
  private Optional<Bar> bar = Optional.empty();

  private static final class Bar {
    final ProgressBar shown;
    final Progress progress;
    long drawnNanos;

    Bar(ProgressBar shown, Progress progress) {
      this.shown = shown;
      this.progress = progress;
    }
  }

  BarLog(PrintStream out, int width, LongSupplier nanos) {
    this.screen = new Screen(out, width);
    this.nanos = nanos;
  }

  @Override
  public void started(RunStart run) {
    screen.line(Lines.start(run));
    if (run.step() >= run.totalSteps()) {
      return;
    }
    ProgressBar shown =
        new ProgressBarBuilder()
            .setTaskName("")
            .setInitialMax(run.totalSteps())
            .startsFrom(run.step(), Duration.ZERO)
            .setStyle(screen.style())
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .setConsumer(screen)
            .build();
    bar = Optional.of(new Bar(shown, new Progress(run, nanos.getAsLong())));
  }

  @Override
  public void step(StepReport step) {
    Bar current = bar.orElseThrow();
    long now = nanos.getAsLong();
    current.progress.add(step, now);
    boolean last = step.step() >= current.progress.totalSteps();
    if (last || now - current.drawnNanos >= REDRAW_NANOS) {
      current.shown.setExtraMessage(current.progress.shortFigures(step));
      current.drawnNanos = now;
    }
    current.shown.stepTo(step.step());
    if (last) { // what follows belongs below
      close();
    }
  }

  @Override
  public void evaluated(EvaluationReport evaluation) {
    screen.line(Lines.evaluation(evaluation));
  }

  @Override
  public void saved(long step, Path checkpoint) {
    screen.line(Lines.saved(checkpoint));
  }

  @Override
  public void note(String line) {
    screen.line(line);
  }

  @Override
  public void close() {
    bar.ifPresent(current -> current.shown.close());
    bar = Optional.empty();
  }

  /** The terminal, which the bar's own thread and ours write to in turn. */
  private static final class Screen implements ProgressBarConsumer {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final int width;
    private String drawn = "";

    Screen(PrintStream out, int width) {
      this.out = out;
      this.width = width;
    }

    ProgressBarStyle style() {
      return out.charset().equals(StandardCharsets.UTF_8)
          ? ProgressBarStyle.UNICODE_BLOCK
          : ProgressBarStyle.ASCII;
    }

    synchronized void line(String line) {
      out.print(drawn.isEmpty() ? line + "\n" : CLEAR_LINE + line + "\n" + drawn);
      out.flush();
    }

    @Override
    public int getMaxRenderedLength() {
      return width - 1; // the last column would make some terminals go to the next line
    }

    @Override
    public synchronized void accept(String rendered) {
      drawn = rendered;
      out.print(CLEAR_LINE + rendered);
      out.flush();
    }

    @Override
    public synchronized void close() {
      out.println();
      out.flush();
      drawn = "";
    }
  }
}
