// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlainLogTest {

  private final List<String> lines = new ArrayList<>();
  private long nanos;
  private final PlainLog log = new PlainLog(lines::add, () -> nanos);

  @Test
  void aShortRunHasALineForEachTwentieth() {
    run(0, 100, 0.001);
    assertThat(steps()).hasSize(21).first().isEqualTo(1L);
    assertThat(steps()).endsWith(96L, 100L);
  }

  @Test
  void aSlowRunHasALineForEachStep() {
    run(0, 3, 30);
    assertThat(steps()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aLongRunHasALineAMinute() {
    run(0, 100_000, 1);
    assertThat(steps()).hasSizeBetween(100_000 / 60, 100_000 / 60 + 250);
  }

  @Test
  void aResumedRunBeginsWithALine() {
    run(500, 1000, 0.001);
    assertThat(steps()).first().isEqualTo(501L);
    assertThat(steps()).last().isEqualTo(1000L);
  }

  @Test
  void aLineHoldsTheFiguresSinceTheLastOne() {
    log.started(new RunStart("a", 1, 0, "cpu", 1, "here", 0, 40));
    nanos += 1_000_000_000L;
    log.step(new StepReport(1, 2.5, 1e-3, OptionalDouble.of(0.25), 64, 1, List.of()));
    for (int i = 2; i <= 3; i++) {
      nanos += 2_000_000_000L;
      log.step(new StepReport(i, 1.25, 2e-3, OptionalDouble.empty(), 64, i, List.of()));
    }
    assertThat(lines.subList(1, 4))
        .containsExactly(
            "step  1/40   2 %  loss 2.5000  lr 1.00e-03  grad norm 0.2500  64 samples/s  0:39 left",
            "step  2/40   5 %  loss 1.2500  lr 2.00e-03  32 samples/s  1:16 left",
            "step  3/40   7 %  loss 1.2500  lr 2.00e-03  21 samples/s  1:14 left");
  }

  @Test
  void everythingElseIsALineAtOnce() {
    log.note("no CUDA device here");
    log.saved(10, Path.of("runs", "a"));
    log.evaluated(new EvaluationReport(10, "val", 1, 1, List.of()));
    assertThat(lines).hasSize(3).first().isEqualTo("no CUDA device here");
    assertThat(lines.get(1)).isEqualTo("saved " + Path.of("runs", "a"));
  }

  private void run(long from, long to, double seconds) {
    log.started(new RunStart("a", 1, 0, "cpu", 1, "here", from, to));
    for (long step = from + 1; step <= to; step++) {
      nanos += Math.round(seconds * 1e9);
      log.step(new StepReport(step, 1, 1, OptionalDouble.empty(), 1, seconds, List.of()));
    }
  }

  private List<Long> steps() {
    return lines.stream()
        .filter(line -> line.startsWith("step"))
        .map(line -> Long.parseLong(line.substring(4, line.indexOf('/')).trim()))
        .toList();
  }
}
