// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.runtime.log.JsonlLog;
import io.l3m.runtime.log.TextLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Somebody removes the folder of a run that goes on. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "open files cannot be removed there")
class UpkeepTest {

  private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 4, 5, 6, 7);

  @TempDir private Path folder;
  private Path run = Path.of("");
  private Path whole = Path.of("");

  @BeforeEach
  void namePaths() {
    run = folder.resolve("run");
    whole = folder.resolve("whole");
  }

  private interface Deed {
    void happen() throws IOException;
  }

  /** Something happens between the seventh step and the eighth, after which the run saves. */
  private static Experiment.Builder<Points, Tensor> interrupted(Deed deed) {
    AtomicBoolean happened = new AtomicBoolean();
    return Tiny.experiment()
        .totalIterations(20)
        .withoutTestFrequency()
        .data(Tiny.data(new Tiny.PointSet(Tiny.POINTS, index -> {}), List.of()))
        .schedule(where -> {
          if (where >= 0.35 && !happened.getAndSet(true)) {
            happens(deed);
          }
          return 0.05 * (1 - where);
        });
  }

  private static void happens(Deed deed) {
    try {
      deed.happen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Output outputOf(Experiment.Builder<Points, Tensor> experiment) {
    return Output.of(() -> Trainer.main(experiment.build(), "--output", run.toString()));
  }

  @Test
  void aRemovedFolderIsMadeAnewWithAllLines() throws IOException {
    assertThat(Tiny.run(interrupted(() -> {}), whole)).isZero();
    Output output = outputOf(interrupted(() -> remove(run)));
    assertThat(output.status()).as(output.err()).isZero();
    assertThat(output.out()).contains("`" + run + "` has been removed or renamed");
    assertThat(Tiny.losses(run)).hasSize(20).isEqualTo(Tiny.losses(whole));
    assertThat(Files.readString(run.resolve("log.txt")))
        .contains("step  1/20", "has been removed", "step 20/20", "done: 20 steps");
    assertThat(Tiny.checkpoints(run)).isNotEmpty().isSubsetOf(Tiny.checkpoints(whole));
    assertThat(Tiny.checkpoint(run, 20).resolve("model.safetensors"))
        .hasSameBinaryContentAs(Tiny.checkpoint(whole, 20).resolve("model.safetensors"));
    assertThat(Tiny.run(interrupted(() -> {}), run, "--resume")).isZero();
  }

  @Test
  void aRenamedFolderKeepsWhatItHas() throws IOException {
    Path renamed = folder.resolve("renamed");
    Output output = outputOf(interrupted(() -> Files.move(run, renamed)));
    assertThat(output.status()).as(output.err()).isZero();
    assertThat(Tiny.losses(run))
        .hasSize(20)
        .startsWith(Tiny.losses(renamed).toArray(String[]::new));
    List<String> both = new ArrayList<>(Tiny.checkpoints(renamed));
    both.addAll(Tiny.checkpoints(run));
    assertThat(both).contains("step-00000004", "step-00000020").doesNotHaveDuplicates();
  }

  @Test
  void anotherRunInItsPlaceIsLeftAlone() throws IOException {
    List<RunDirectory> other = new ArrayList<>();
    Output output =
        outputOf(
            interrupted(() -> {
              remove(run);
              other.add(RunDirectory.create(Optional.of(run), "other", NOW));
              Files.writeString(run.resolve("metrics.jsonl"), "theirs\n");
            }));
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.err())
        .contains("another run has taken its place")
        .doesNotContain("The newest checkpoint");
    assertThat(run.resolve("metrics.jsonl")).hasContent("theirs\n");
    assertThat(run.resolve("checkpoints")).doesNotExist();
    other.getFirst().close();
  }

  @Test
  void aFolderThatCannotBeMadeAnewIsAnError() throws IOException {
    Output output =
        outputOf(
            interrupted(() -> {
              remove(run);
              Files.createFile(run);
            }));
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.err())
        .contains("`" + run + "` has been removed and cannot be made anew", "in the way");
  }

  @Test
  void aLogAloneIsWrittenAnew() throws IOException {
    Output output =
        outputOf(
            interrupted(() -> {
              Files.delete(run.resolve("log.txt"));
              Files.delete(run.resolve("metrics.jsonl"));
            }));
    assertThat(output.status()).as(output.err()).isZero();
    assertThat(Tiny.losses(run)).hasSize(20);
    assertThat(run.resolve("log.txt")).content().contains("step  1/20", "done: 20 steps");
    assertThat(Tiny.checkpoints(run)).contains("step-00000004");
  }

  @Test
  void oneLookASecondIsEnough() throws IOException {
    AtomicLong nanos = new AtomicLong();
    try (RunDirectory directory = RunDirectory.create(Optional.of(run), "x", NOW);
        TextLog text = TextLog.open(directory.log());
        JsonlLog metrics = JsonlLog.open(directory.metrics(), 0)) {
      Upkeep upkeep = new Upkeep(directory, text, metrics, text, nanos::get);
      remove(run);
      assertThat(upkeep.glance()).isFalse();
      nanos.addAndGet(1_000_000_000);
      assertThat(upkeep.glance()).isTrue();
      assertThat(run.resolve("metrics.jsonl")).exists();
      nanos.addAndGet(1_000_000_000);
      assertThat(upkeep.glance()).isFalse();
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> entries = Files.walk(directory)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
