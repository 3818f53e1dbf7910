// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.runtime.loss.Criterion;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.loss.RunningMean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was killed goes on as if nothing had happened. */
class ResumeTest {

  @TempDir private Path folder;

  private static Experiment.Builder<Points, Tensor> experiment() {
    return Tiny.experiment().ckptSaveFreq(1);
  }

  @ParameterizedTest(name = "killed after step {0}, a batch in {1} parts")
  @CsvSource({"1, 1", "4, 1", "5, 1", "5, 2", "10, 4", "11, 2", "12, 1"})
  void goesOnToTheSameBits(int step, int parts) throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(Tiny.run(experiment().gradientAccumulationSteps(parts), whole)).isZero();
    Path killed = copy(whole, folder.resolve("killed"));
    forgetCheckpointsAfter(killed, step);
    assertThat(Tiny.run(experiment().gradientAccumulationSteps(parts), killed, "--resume"))
        .isZero();
    assertThat(Tiny.losses(killed)).hasSize(12).isEqualTo(Tiny.losses(whole));
    assertThat(values(killed)).isEqualTo(values(whole));
    for (String file : List.of("model.safetensors", "optimizer.safetensors")) {
      assertThat(Tiny.checkpoint(killed, 12).resolve(file))
          .hasSameBinaryContentAs(Tiny.checkpoint(whole, 12).resolve(file));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void goesOnToTheSameBitsInLanes(int step) throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(Tiny.run(inLanes(), whole)).isZero();
    Path killed = copy(whole, folder.resolve("killed"));
    forgetCheckpointsAfter(killed, step);
    assertThat(Tiny.run(inLanes(), killed, "--resume")).isZero();
    assertThat(Tiny.losses(killed)).hasSize(12).isEqualTo(Tiny.losses(whole));
    assertThat(Tiny.checkpoint(killed, 12).resolve("model.safetensors"))
        .hasSameBinaryContentAs(Tiny.checkpoint(whole, 12).resolve("model.safetensors"));
  }

  /** Without chance and with a mean over samples as the loss, so that each core takes some. */
  private static Experiment.Builder<Points, Tensor> inLanes() {
    return experiment()
        .model(() -> new Line(Tiny.TRUTH.length, 0))
        .loss((batch, predicted) -> {
          Tensor loss = torch.mse_loss(predicted, batch.y());
          return new LossValue(loss, List.of(), new LossValue.Kind.MeanOfSamples());
        });
  }

  /** The loss weighs each batch by a mean over the batches, as does that of an evaluation. */
  @ParameterizedTest(name = "killed after step {0}, a batch in {1} parts")
  @CsvSource({"1, 1", "5, 1", "7, 2"})
  void whatALossRemembersGoesOnToTheSameBits(int step, int parts) throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(Tiny.run(remembering(parts), whole)).isZero();
    Path killed = copy(whole, folder.resolve("killed"));
    forgetCheckpointsAfter(killed, step);
    assertThat(Tiny.run(remembering(parts), killed, "--resume")).isZero();
    assertThat(Tiny.losses(killed)).hasSize(12).isEqualTo(Tiny.losses(whole));
    assertThat(values(killed)).hasSize(6).isEqualTo(values(whole));
    assertThat(Checkpoint.read(Tiny.checkpoint(killed, 12)).state())
        .isEqualTo(Checkpoint.read(Tiny.checkpoint(whole, 12)).state());
  }

  @Test
  void anEvaluationLeavesWhatALossRemembersAsItIs() {
    Path often = folder.resolve("often");
    Path seldom = folder.resolve("seldom");
    assertThat(Tiny.run(remembering(1).testFrequency(1), often)).isZero();
    assertThat(Tiny.run(remembering(1).withoutTestFrequency(), seldom)).isZero();
    assertThat(Tiny.losses(often)).isEqualTo(Tiny.losses(seldom));
  }

  @Test
  void aCheckpointThatDoesNotKnowWhatTheLossRemembersSaysSo() {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(experiment(), run)).isZero();
    Output output =
        Output.of(() ->
            Trainer.main(
                remembering(1).totalIterations(13).build(),
                "--output",
                run.toString(),
                "--resume"));
    assertThat(output.status()).isZero();
    assertThat(output.out()).contains("the running mean of `size`", "begins anew");
  }

  private static Experiment.Builder<Points, Tensor> remembering(int parts) {
    return experiment().gradientAccumulationSteps(parts).loss(new Remembering());
  }

  /** The squared error over the mean size of what was to be predicted in all batches so far. */
  private static final class Remembering implements Criterion<Points, Tensor> {

    private final RunningMean size = new RunningMean(0.05);

    @Override
    public LossValue compute(Points batch, Tensor predicted) {
      Tensor error = torch.mse_loss(predicted, batch.y());
      return new LossValue(error.div(size.add(batch.y().abs().mean())), List.of());
    }

    @Override
    public Map<String, RunningMean> runningMeans() {
      return Map.of("size", size);
    }
  }

  /** What the evaluations gave, without the time they took. */
  private static List<String> values(Path run) {
    return Tiny.evaluations(run).stream()
        .map(line -> line.get("step") + " " + line.get("dataset") + " " + line.get("loss"))
        .toList();
  }

  @Test
  void aLongerScheduleGoesOnFromAFinishedRun() {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(experiment(), run)).isZero();
    assertThat(Tiny.run(experiment().totalIterations(14), run, "--resume")).isZero();
    assertThat(Tiny.losses(run)).hasSize(14);
  }

  @Test
  void aCheckpointBeforeAnEvaluationGoesWhenTheNextIsThere() throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(Tiny.run(Tiny.experiment(), whole)).isZero();
    Path killed = folder.resolve("killed");
    Experiment.Builder<Points, Tensor> broken =
        Tiny.experiment()
            .metrics((batch, predicted) -> {
              throw new IllegalArgumentException("as if killed");
            });
    assertThat(Tiny.run(broken, killed)).isOne();
    assertThat(Tiny.checkpoints(killed)).containsExactly("step-00000004", "step-00000005");
    assertThat(Tiny.run(Tiny.experiment(), killed, "--resume")).isZero();
    assertThat(Tiny.checkpoints(killed)).isEqualTo(Tiny.checkpoints(whole));
    assertThat(values(killed)).isEqualTo(values(whole));
  }

  @Test
  void withoutACheckpointItBeginsAnew() {
    Path whole = folder.resolve("whole");
    assertThat(Tiny.run(experiment(), whole)).isZero();
    Path run = folder.resolve("run");
    assertThat(run.toFile().mkdir()).isTrue();
    assertThat(Tiny.run(experiment(), run, "--resume")).isZero();
    assertThat(Tiny.losses(run)).isEqualTo(Tiny.losses(whole));
  }

  @Test
  void aRunThatIsNotThereIsAnError() {
    Output output = Output.of(() -> Tiny.run(experiment(), folder.resolve("nowhere"), "--resume"));
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.err()).contains("There is no run in", "nowhere");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  /** What can happen to a checkpoint. */
  enum Damage {
    NO_STATE("state.json") {
      @Override
      void to(Path checkpoint) throws IOException {
        Files.delete(checkpoint.resolve("state.json"));
      }
    },
    HALF_A_STATE("state.json") {
      @Override
      void to(Path checkpoint) throws IOException {
        cut(checkpoint.resolve("state.json"));
      }
    },
    EMPTY_STATE("state.json") {
      @Override
      void to(Path checkpoint) throws IOException {
        Files.write(checkpoint.resolve("state.json"), new byte[0]);
      }
    },
    FLIPPED_BIT_IN_THE_STATE("state.json is damaged") {
      @Override
      void to(Path checkpoint) throws IOException {
        Path state = checkpoint.resolve("state.json");
        String text = Files.readString(state);
        int digit = text.indexOf("\"loader_position\":") + "\"loader_position\":".length();
        char other = text.charAt(digit) == '1' ? '3' : '1';
        Files.writeString(state, text.substring(0, digit) + other + text.substring(digit + 1));
      }
    },
    NO_MODEL("model.safetensors is missing") {
      @Override
      void to(Path checkpoint) throws IOException {
        Files.delete(checkpoint.resolve("model.safetensors"));
      }
    },
    HALF_AN_OPTIMIZER("optimizer.safetensors has") {
      @Override
      void to(Path checkpoint) throws IOException {
        cut(checkpoint.resolve("optimizer.safetensors"));
      }
    },
    FLIPPED_BIT("model.safetensors is damaged") {
      @Override
      void to(Path checkpoint) throws IOException {
        byte[] bytes = Files.readAllBytes(checkpoint.resolve("model.safetensors"));
        bytes[bytes.length - 2] ^= 4;
        Files.write(checkpoint.resolve("model.safetensors"), bytes);
      }
    },
    EMPTY_DIRECTORY("state.json") {
      @Override
      void to(Path checkpoint) throws IOException {
        delete(checkpoint);
        Files.createDirectory(checkpoint);
      }
    };

    private final String message;

    Damage(String message) {
      this.message = message;
    }

    abstract void to(Path checkpoint) throws IOException;

    private static void cut(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedCheckpointIsNamedAndPassedOver(Damage damage) throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(Tiny.run(experiment(), whole)).isZero();
    Path run = copy(whole, folder.resolve("run"));
    forgetCheckpointsAfter(run, 7);
    damage.to(Tiny.checkpoint(run, 7));
    Output output =
        Output.of(() -> Trainer.main(experiment().build(), "--output", run.toString(), "--resume"));
    assertThat(output.status()).isZero();
    assertThat(output.out())
        .contains(
            "skipped the checkpoint " + Tiny.checkpoint(run, 7), damage.message, "after step 6");
    assertThat(Tiny.losses(run)).isEqualTo(Tiny.losses(whole));
    assertThat(Checkpoint.read(Tiny.checkpoint(run, 7)).state().step()).isEqualTo(7);
  }

  @Test
  void whatAKilledWriterLeftIsNoCheckpoint() throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(Tiny.run(experiment(), whole)).isZero();
    Path run = copy(whole, folder.resolve("run"));
    forgetCheckpointsAfter(run, 6);
    Path half = run.resolve("checkpoints/step-00000007.partial");
    copy(Tiny.checkpoint(whole, 7), half);
    Files.delete(half.resolve("state.json"));
    copy(Tiny.checkpoint(whole, 3), run.resolve("checkpoints/step-00000003.discarded"));
    assertThat(Tiny.run(experiment(), run, "--resume")).isZero();
    assertThat(Tiny.losses(run)).isEqualTo(Tiny.losses(whole));
    assertThat(Tiny.checkpoints(run)).isEqualTo(Tiny.checkpoints(whole));
  }

  @Test
  void aCheckpointOfAnotherModelChangesNothing() throws IOException {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(experiment(), run)).isZero();
    byte[] metrics = Files.readAllBytes(run.resolve("metrics.jsonl"));
    List<String> checkpoints = Tiny.checkpoints(run);
    Output output =
        Output.of(() -> Tiny.run(experiment().model(() -> new Line(5, 0)), run, "--resume"));
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.err()).contains("another model", "weight", "[1, 3]", "[1, 5]");
    assertThat(output.err()).doesNotContain("bias").doesNotContain("goes on from there");
    assertThat(run.resolve("metrics.jsonl")).hasBinaryContent(metrics);
    assertThat(Tiny.checkpoints(run)).isEqualTo(checkpoints);
  }

  @Test
  void aCheckpointCanBeginAnotherRun() {
    Path whole = folder.resolve("whole");
    assertThat(Tiny.run(experiment(), whole)).isZero();
    Path branch = folder.resolve("branch");
    String start = Tiny.checkpoint(whole, 5).toString();
    assertThat(Tiny.run(experiment().resume(start), branch)).isZero();
    assertThat(Tiny.losses(branch)).isEqualTo(Tiny.losses(whole).subList(5, 12));
    Path anew = folder.resolve("anew");
    assertThat(Tiny.run(experiment().resume(whole.toString()).ignoreResumeIteration(true), anew))
        .isZero();
    assertThat(Tiny.steps(anew)).hasSize(12);
    assertThat(Tiny.losses(anew)).isNotEqualTo(Tiny.losses(whole));
  }

  @ParameterizedTest(name = "resume: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "missing | There is no checkpoint at",
        "empty | There is no whole checkpoint in",
        "original | torch.distributed"
      })
  void aCheckpointThatCannotBeIsAnError(String name, String message) throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    Files.createDirectory(folder.resolve("original"));
    Files.createFile(folder.resolve("original/.metadata"));
    Output output =
        Output.of(() ->
            Tiny.run(experiment().resume(folder.resolve(name).toString()), folder.resolve("run")));
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.err()).contains(message);
  }

  private static void forgetCheckpointsAfter(Path run, long step) throws IOException {
    for (String name : Tiny.checkpoints(run)) {
      if (Long.parseLong(name.substring("step-".length())) > step) {
        delete(run.resolve("checkpoints").resolve(name));
      }
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (Stream<Path> all = Files.walk(from)) {
      all.forEach(entries::add);
    }
    for (Path entry : entries) {
      Files.copy(entry, to.resolve(from.relativize(entry).toString()));
    }
    return to;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path entry : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
