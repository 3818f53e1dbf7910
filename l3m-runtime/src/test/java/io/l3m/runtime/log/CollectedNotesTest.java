// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

final class CollectedNotesTest {

  private static final Logger OWN = Logger.getLogger("io.l3m.runtime.data.Anything");

  private final List<String> lines = new ArrayList<>();

  private static void warn(String message, Object... values) {
    LogRecord entry = new LogRecord(Level.WARNING, message);
    entry.setParameters(values);
    OWN.log(entry);
  }

  @Test
  void warningsOfOtherThreadsComeBetweenTwoLines() throws InterruptedException {
    try (RunLog log = CollectedNotes.into(new PlainLog(lines::add, System::nanoTime))) {
      Thread loader = new Thread(() -> warn("{0} cannot be read", "`a.jpg`"));
      loader.start();
      loader.join();
      OWN.info("nobody needs to know");
      assertThat(lines).isEmpty();
      log.note("the next line");
      assertThat(lines).containsExactly("warning: `a.jpg` cannot be read", "the next line");
      warn("the last");
    }
    assertThat(lines).last().isEqualTo("warning: the last");
  }

  @Test
  void nothingRunsIntoABarMeanwhileAndAllIsAsBeforeAfterwards() {
    List<String> elsewhere = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            elsewhere.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    try {
      RunLog log = CollectedNotes.into(new PlainLog(lines::add, System::nanoTime));
      warn("one");
      log.close();
      assertThat(elsewhere).isEmpty();
      warn("two");
      assertThat(elsewhere).containsExactly("two");
    } finally {
      root.removeHandler(handler);
    }
  }

  @Test
  void aHundredWarningsAreEnough() {
    try (RunLog log = CollectedNotes.into(new PlainLog(lines::add, System::nanoTime))) {
      for (int i = 0; i < 130; i++) {
        warn("broken");
      }
      log.note("x");
    }
    assertThat(lines).hasSize(102).last().isEqualTo("warning: 30 more warnings are left out");
  }

  @Test
  void theParquetReaderIsHeardOnlyWhenItWarns() {
    try (RunLog log = CollectedNotes.into(new PlainLog(lines::add, System::nanoTime))) {
      Logger parquet = Logger.getLogger("dev.hardwood.internal.Anything");
      assertThat(parquet.isLoggable(Level.INFO)).isFalse();
      assertThat(parquet.isLoggable(Level.WARNING)).isTrue();
      log.note("x");
    }
  }
}
