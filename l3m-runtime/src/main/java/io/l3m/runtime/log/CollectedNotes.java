// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Brings what other threads warn of, such as samples that cannot be read, into the log of the run:
 * between two lines, so that it does not run into a progress bar. What libraries say that is no
 * warning is left out. Until it is closed, l3m's own warnings go nowhere else.
 */
public final class CollectedNotes implements RunLog {

  /** Whoever has so many warnings knows what is wrong. */
  private static final int MOST = 100;

  /** Held here, since the logging library forgets the level of a logger that nobody holds. */
  private static final Logger PARQUET = Logger.getLogger("dev.hardwood");

  private static final Logger OWN = Logger.getLogger("io.l3m");

  private final RunLog log;
  private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
  private final boolean handedOn;
  private long taken;

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          if (isLoggable(entry)) {
            waiting.add(text(entry));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private CollectedNotes(RunLog log) {
    this.log = log;
    this.handedOn = OWN.getUseParentHandlers();
    handler.setLevel(Level.WARNING);
  }

  /** Begins to collect for a log, which it does not close. */
  public static CollectedNotes into(RunLog log) {
    CollectedNotes notes = new CollectedNotes(log);
    PARQUET.setLevel(Level.WARNING);
    OWN.setUseParentHandlers(false);
    OWN.addHandler(notes.handler);
    return notes;
  }

  private static String text(LogRecord entry) {
    Object[] values = entry.getParameters();
    String message = String.valueOf(entry.getMessage());
    return values == null || values.length == 0 ? message : MessageFormat.format(message, values);
  }

  @CanIgnoreReturnValue
  private RunLog upToDate() {
    for (String line = waiting.poll(); line != null; line = waiting.poll()) {
      taken++;
      if (taken <= MOST) {
        log.note("warning: " + line);
      }
    }
    return log;
  }

  @Override
  public void started(RunStart run) {
    upToDate().started(run);
  }

  @Override
  public void step(StepReport step) {
    upToDate().step(step);
  }

  @Override
  public void evaluated(EvaluationReport evaluation) {
    upToDate().evaluated(evaluation);
  }

  @Override
  public void saved(long step, Path checkpoint) {
    upToDate().saved(step, checkpoint);
  }

  @Override
  public void note(String line) {
    upToDate().note(line);
  }

  @Override
  public void force() {
    upToDate().force();
  }

  @Override
  public void close() {
    OWN.removeHandler(handler);
    OWN.setUseParentHandlers(handedOn);
    upToDate();
    if (taken > MOST) {
      log.note("warning: %d more warnings are left out".formatted(taken - MOST));
    }
  }
}
