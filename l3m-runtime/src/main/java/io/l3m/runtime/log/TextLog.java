// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** {@code log.txt}: the lines of a run, each with its time, appended to what is there. */
public final class TextLog implements RunLog {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss ", Locale.ROOT);

  private final LogFile file;
  private final Clock clock;
  private final PlainLog lines;

  private TextLog(Path file, Clock clock, LongSupplier nanos) throws IOException {
    this.file = LogFile.open(file);
    this.clock = clock;
    this.lines = new PlainLog(this::write, nanos);
  }

  /** Opens the file for appending, and makes it if there is none. */
  public static TextLog open(Path file) throws IOException {
    return new TextLog(file, Clock.system(ZoneId.systemDefault()), System::nanoTime);
  }

  private void write(String line) {
    file.append(LocalDateTime.now(clock).format(TIME) + line + "\n");
  }

  /** Adds an error with its stack, for whoever looks into it later. */
  public void failure(Throwable error) {
    StringWriter text = new StringWriter();
    try (PrintWriter printer = new PrintWriter(text)) {
      error.printStackTrace(printer);
    }
    file.append(text.toString());
  }

  /** Writes the file anew, with all its lines, if it has been removed. */
  public void restore() throws IOException {
    file.restore();
  }

  @Override
  public void started(RunStart run) {
    lines.started(run);
  }

  @Override
  public void step(StepReport step) {
    lines.step(step);
  }

  @Override
  public void evaluated(EvaluationReport evaluation) {
    lines.evaluated(evaluation);
  }

  @Override
  public void saved(long step, Path checkpoint) {
    lines.saved(step, checkpoint);
  }

  @Override
  public void note(String line) {
    lines.note(line);
  }

  @Override
  public void force() {
    file.force();
  }

  @Override
  public void close() {
    file.close();
  }
}
