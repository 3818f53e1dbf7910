// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.l3m.runtime.data.DataException;
import io.l3m.runtime.data.DataLoader;
import io.l3m.runtime.data.Loader;
import io.l3m.runtime.data.SequentialSampler;
import io.l3m.runtime.log.Scalar;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.loss.Measure;
import io.l3m.runtime.tensor.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  @TempDir private Path folder;

  @Test
  void learns() {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(Tiny.experiment().totalIterations(200), run)).isZero();
    List<Double> losses =
        Tiny.evaluations(run).stream().map(line -> line.get("loss").getAsDouble()).toList();
    assertThat(losses.getLast()).isLessThan(losses.getFirst() / 4);
  }

  @Test
  void theSameCommandGivesTheSameLosses() {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    assertThat(Tiny.run(Tiny.experiment(), one)).isZero();
    assertThat(Tiny.run(Tiny.experiment(), two)).isZero();
    assertThat(Tiny.losses(one)).hasSize(12).isEqualTo(Tiny.losses(two));
    Path other = folder.resolve("other");
    assertThat(Tiny.run(Tiny.experiment().seed(4), other)).isZero();
    assertThat(Tiny.losses(other)).isNotEqualTo(Tiny.losses(one));
  }

  @Test
  void aStepIsLoggedWithAllItsNumbers() {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(Tiny.experiment(), run)).isZero();
    var second = Tiny.steps(run).get(1);
    assertThat(second.keySet())
        .containsExactly("step", "loss", "lr", "grad_norm", "samples_per_second", "squared_error");
    assertThat(second.get("step").getAsLong()).isEqualTo(2);
    assertThat(second.get("lr").getAsDouble()).isEqualTo(0.05 * (1 - 1 / 12.0));
    assertThat(second.get("squared_error")).isEqualTo(second.get("loss"));
    assertThat(second.get("grad_norm").getAsDouble()).isPositive();
  }

  @Test
  void evaluatesAndSavesWhenItIsTimeAndOnceAtTheEnd() throws IOException {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(Tiny.experiment().totalIterations(15), run)).isZero();
    assertThat(Tiny.evaluations(run))
        .extracting(line -> line.get("step") + " " + line.get("dataset").getAsString())
        .containsExactly("5 near", "5 far", "10 near", "10 far", "15 near", "15 far");
    // Those of steps 5 and 10 were for safety and gave way to later ones.
    assertThat(Tiny.checkpoints(run))
        .containsExactly("step-00000004", "step-00000008", "step-00000012", "step-00000015");
  }

  @Test
  void withoutFrequenciesThereIsTheEndOnly() throws IOException {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(Tiny.experiment().withoutTestFrequency().withoutCkptSaveFreq(), run))
        .isZero();
    assertThat(Tiny.evaluations(run)).hasSize(2);
    assertThat(Tiny.checkpoints(run)).containsExactly("step-00000012");
  }

  @Test
  void evaluatesByTheValidationLossAndTheMetricsWeightedBySamples() {
    Path run = folder.resolve("run");
    assertThat(
            Tiny.run(
                Tiny.experiment()
                    .valLoss((batch, predicted) ->
                        new LossValue(Tensors.ofFloats(new float[] {batch.size()}), List.of()))
                    .metrics((batch, predicted) ->
                        List.of(new Measure("half", Tensors.ofFloats(new float[] {0.5f})))),
                run))
        .isZero();
    var line = Tiny.evaluations(run).getFirst();
    // Batches of 4, 4 and 2: (4 · 4 + 4 · 4 + 2 · 2) / 10.
    assertThat(line.get("loss").getAsDouble()).isEqualTo(3.6, within(1e-12));
    assertThat(line.get("half").getAsDouble()).isEqualTo(0.5);
    assertThat(line.get("samples").getAsLong()).isEqualTo(10);
  }

  @Test
  void anEvaluationDoesNotDisturbTheTraining() {
    Path often = folder.resolve("often");
    Path never = folder.resolve("never");
    assertThat(
            Tiny.run(
                Tiny.experiment()
                    .testFrequency(1)
                    .metrics((batch, predicted) ->
                        List.of(new Measure("chance", torch.rand(new long[0])))),
                often))
        .isZero();
    assertThat(Tiny.run(Tiny.experiment().withoutTestFrequency(), never)).isZero();
    assertThat(Tiny.losses(often)).isEqualTo(Tiny.losses(never));
  }

  @Test
  void partsOfABatchAddUpToTheWhole() {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    assertThat(Tiny.run(Tiny.experiment().model(() -> new Line(3, 0)), whole)).isZero();
    assertThat(
            Tiny.run(
                Tiny.experiment().model(() -> new Line(3, 0)).gradientAccumulationSteps(4), parts))
        .isZero();
    List<String> expected = Tiny.losses(whole);
    List<String> actual = Tiny.losses(parts);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(Double.parseDouble(actual.get(i)))
          .isEqualTo(Double.parseDouble(expected.get(i)), within(1e-5));
    }
  }

  @Test
  void aBatchThatCannotBeSplitEndsTheRun() {
    Output output =
        Output.of(
            () -> Tiny.run(Tiny.experiment().gradientAccumulationSteps(3), folder.resolve("run")));
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.err())
        .contains("A batch of 8 samples cannot be split into 3 equal parts", "batch_size");
  }

  @Test
  void frozenParametersStay() throws IOException {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(Tiny.experiment().freezeList("*").unfreezeList("we*"), run)).isZero();
    Checkpoint last = Checkpoint.read(Tiny.checkpoint(run, 12));
    assertThat(last.model()).extracting(tensor -> tensor.name()).contains("weight", "bias");
    assertThat(last.model())
        .filteredOn(tensor -> tensor.name().equals("bias"))
        .allSatisfy(tensor -> assertThat(Tensors.toFloats(tensor.tensor())).containsOnly(0));
    assertThat(last.optimizer())
        .isNotEmpty()
        .allMatch(tensor -> tensor.name().startsWith("weight."));
  }

  @Test
  void aLossThatIsNoNumberEndsTheRunBeforeItDoesHarm() throws IOException {
    Path run = folder.resolve("run");
    int[] calls = {0};
    Experiment.Builder<Points, Tensor> experiment =
        Tiny.experiment()
            .withoutTestFrequency()
            .loss((batch, predicted) -> {
              Tensor loss = torch.mse_loss(predicted, batch.y());
              calls[0]++;
              return new LossValue(calls[0] < 7 ? loss : loss.log().sub(loss).log(), List.of());
            });
    Output output = Output.of(() -> Tiny.run(experiment, run));
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.err())
        .contains("The loss of step 7 is NaN", "in step 6", "step-00000004", "--resume");
    assertThat(Tiny.losses(run)).hasSize(6);
    assertThat(Tiny.checkpoints(run)).containsExactly("step-00000004");
    assertThat(Files.readString(run.resolve("log.txt"))).contains("RunFailure");
  }

  @Test
  void aSampleThatCannotBeReadEndsTheRunAfterSavingIt() throws IOException {
    Path run = folder.resolve("run");
    AtomicInteger left = new AtomicInteger(8 * 7 + 3);
    Tiny.PointSet breaking =
        new Tiny.PointSet(
            Tiny.POINTS,
            index -> {
              if (left.decrementAndGet() == 0) {
                throw new UncheckedIOException(new IOException("the disk is gone"));
              }
            });
    Output output = Output.of(() -> Tiny.run(Tiny.experiment().data(Tiny.data(breaking)), run));
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.err()).contains("the disk is gone", "step-00000007");
    assertThat(Tiny.checkpoints(run)).containsExactly("step-00000004", "step-00000007");
    assertThat(Tiny.run(Tiny.experiment(), run, "--resume")).isZero();
    Path whole = folder.resolve("whole");
    assertThat(Tiny.run(Tiny.experiment(), whole)).isZero();
    assertThat(Tiny.losses(run)).isEqualTo(Tiny.losses(whole));
  }

  @Test
  void dataThatEndBeginAgain() {
    Path run = folder.resolve("run");
    TrainingData<Points> finite = finite(() -> Tiny.inOrder(new Tiny.PointSet(16, index -> {}), 8));
    assertThat(
            Tiny.run(
                Tiny.experiment()
                    .data(finite)
                    .model(() -> new Line(3, 0))
                    .schedule(where -> 0)
                    .totalIterations(6),
                run))
        .isZero();
    List<String> losses = Tiny.losses(run);
    assertThat(losses).hasSize(6);
    assertThat(losses.get(0)).isNotEqualTo(losses.get(1));
  }

  @Test
  void dataWithoutABatchEndTheRun() {
    TrainingData<Points> empty =
        finite(() ->
            DataLoader.builder()
                .batchSize(8)
                .dropLast(true)
                .over(
                    new Tiny.PointSet(5, index -> {}),
                    SequentialSampler.builder().build(),
                    points -> {
                      throw new AssertionError("no batch is full");
                    }));
    Output output = Output.of(() -> Tiny.run(Tiny.experiment().data(empty), folder.resolve("run")));
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.err()).contains("not one full batch", "batch_size");
  }

  private static TrainingData<Points> finite(Supplier<Loader<Points>> loader) {
    return new TrainingData<>() {
      @Override
      public Loader<Points> train() {
        return loader.get();
      }

      @Override
      public List<ValidationSet<Points>> validation() {
        return List.of();
      }
    };
  }

  @Test
  void withoutTheDeviceItRunsOnTheProcessorAndSaysSo() {
    assumeThat(torch.cuda_is_available()).isFalse();
    Output output =
        Output.of(() ->
            Trainer.main(
                Tiny.experiment().device("cuda").build(),
                "--output",
                folder.resolve("run").toString()));
    assertThat(output.status()).isZero();
    List<String> lines = output.out().lines().toList();
    assertThat(lines.get(0)).startsWith("tiny: 4 parameters on cpu (").contains("run directory");
    assertThat(lines.get(1)).isEqualTo("no CUDA device here: running on the CPU in float32");
    assertThat(lines.getLast()).startsWith("done: 12 steps in ");
    assertThat(output.err()).isEmpty();
  }

  @Test
  void aNewRunMovesAnEarlierOneAside() throws IOException {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(Tiny.experiment(), run)).isZero();
    List<String> losses = Tiny.losses(run);
    assertThat(Tiny.run(Tiny.experiment().totalIterations(3), run)).isZero();
    assertThat(Tiny.losses(run)).hasSize(3);
    try (var earlier = Files.list(run.resolve("earlier"))) {
      Path moved = earlier.toList().getFirst();
      assertThat(Tiny.losses(moved)).isEqualTo(losses);
      assertThat(Tiny.checkpoints(moved)).contains("step-00000012");
    }
  }

  @Test
  void aDirectoryServesOneRunAtATime() throws IOException {
    Path run = folder.resolve("run");
    try (RunDirectory held =
        RunDirectory.create(Optional.of(run), "tiny", LocalDateTime.of(2026, 1, 1, 0, 0))) {
      Output output = Output.of(() -> Tiny.run(Tiny.experiment(), held.path()));
      assertThat(output.status()).isEqualTo(1);
      assertThat(output.err()).contains("Another run is writing to");
    }
    assertThat(Tiny.run(Tiny.experiment(), run)).isZero();
  }

  @Test
  void evaluatesOnlyWhenTheExperimentSaysSo() throws IOException {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(Tiny.experiment(), run)).isZero();
    String before = Files.readString(run.resolve("metrics.jsonl"));
    Output output =
        Output.of(() ->
            Trainer.main(
                Tiny.experiment().eval(true).build(), "--resume", "--output", run.toString()));
    assertThat(output.status()).isZero();
    assertThat(output.out()).contains("evaluating", "step-00000012").doesNotContain("going on");
    double last = Tiny.evaluations(run).getLast().get("loss").getAsDouble();
    assertThat(output.out()).contains("evaluation after step 12, far: loss %.4f".formatted(last));
    assertThat(Files.readString(run.resolve("metrics.jsonl"))).isEqualTo(before);
    Output first =
        Output.of(() ->
            Trainer.main(
                Tiny.experiment().eval(true).resume(Tiny.checkpoint(run, 4).toString()).build()));
    assertThat(first.out()).contains("evaluation after step 4, near");
  }

  @Test
  void validationDataAreOpenedOnce() {
    Path run = folder.resolve("run");
    AtomicInteger opened = new AtomicInteger();
    TrainingData<Points> usual = Tiny.data(new Tiny.PointSet(40, index -> {}), List.of());
    TrainingData<Points> counting =
        new TrainingData<>() {
          @Override
          public Loader<Points> train() {
            return usual.train();
          }

          @Override
          public List<ValidationSet<Points>> validation() {
            return List.of(
                new ValidationSet<>(
                    "near",
                    () -> {
                      opened.incrementAndGet();
                      return Tiny.inOrder(new Tiny.PointSet(10, index -> {}), 4);
                    }));
          }
        };
    assertThat(Tiny.run(Tiny.experiment().data(counting), run)).isZero();
    assertThat(opened).hasValue(1);
    assertThat(Tiny.evaluations(run))
        .hasSizeGreaterThan(1)
        .allSatisfy(line -> assertThat(line.get("samples").getAsLong()).isEqualTo(10));
  }

  @Test
  void anEvaluationTakesItsWeightsFromOnePlace() {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(Tiny.experiment(), run)).isZero();
    Output output =
        Output.of(() ->
            Trainer.main(
                Tiny.experiment().eval(true).resume(Tiny.checkpoint(run, 4).toString()).build(),
                "--resume",
                "--output",
                run.toString()));
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.err()).contains("`--resume` and `experiment.resume` name two");
  }

  @Test
  void anEvaluationNeedsData() {
    Output output =
        Output.of(() ->
            Trainer.main(
                Tiny.experiment()
                    .eval(true)
                    .data(Tiny.data(new Tiny.PointSet(8, index -> {}), List.of()))
                    .build()));
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.err()).contains("data.validation");
  }

  @Test
  void whatTheDescriptionOfTheRunFailsWithIsASentence() {
    Supplier<Experiment<?, ?>> broken =
        () -> {
          throw new DataException("`tokenizer.json` is not there");
        };
    Output output = Output.of(() -> Trainer.main(broken));
    assertThat(output.status()).isEqualTo(1);
    assertThat(output.err().strip()).isEqualTo("error: `tokenizer.json` is not there");
  }

  @Test
  void wrongArgumentsShowTheRightOnes() {
    Output output = Output.of(() -> Trainer.main(Tiny.experiment().build(), "--outptu", "x"));
    assertThat(output.status()).isEqualTo(2);
    assertThat(output.err()).contains("`--outptu` is no option", "--resume");
    assertThat(Output.of(() -> Trainer.main(Tiny.experiment().build(), "--help")).out())
        .contains("--output DIR");
  }

  @Test
  void countsFromTheStartThatIsAskedFor() {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(Tiny.experiment().startIteration(9), run)).isZero();
    assertThat(Tiny.steps(run))
        .extracting(line -> line.get("step").getAsLong())
        .containsExactly(10L, 11L, 12L);
    assertThat(Tiny.steps(run).getFirst().get("lr").getAsDouble()).isEqualTo(0.05 * (1 - 9 / 12.0));
  }

  @Test
  void meansAreWeightedBySamples() {
    WeightedMeans means = new WeightedMeans();
    means.add(readings(1, 10), 3);
    means.add(readings(5, 20), 1);
    assertThat(means.scalars()).containsExactly(new Scalar("a", 2), new Scalar("b", 12.5));
    assertThat(means.weight()).isEqualTo(4);
  }

  private static Readings readings(float a, float b) {
    return new Readings(
        List.of("a", "b"), List.of(0L, 0L), Tensors.ofFloats(new float[] {a, b}, 2));
  }

  @Test
  void sharesAreCountedOverAllBatches() {
    WeightedMeans means = new WeightedMeans();
    for (int hits : new int[] {115, 113, 114}) {
      Tensor read = Tensors.ofFloats(new float[] {hits}, 1);
      means.add(new Readings(List.of("top_1"), List.of(120L), read), 120);
    }
    assertThat(means.scalars()).containsExactly(new Scalar("top_1", 95));
  }
}
