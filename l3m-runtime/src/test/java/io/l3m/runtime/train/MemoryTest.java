// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.runtime.data.Collate;
import io.l3m.runtime.data.DataLoader;
import io.l3m.runtime.data.Dataset;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.InfiniteDataSampler;
import io.l3m.runtime.data.Loader;
import io.l3m.runtime.data.SequentialSampler;
import io.l3m.runtime.loss.LossValue;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a step allocates, and the batch it takes, die with the step. */
class MemoryTest {

  private static final long MEBIBYTE = 1 << 20;
  private static final int WIDTH = 128 * 1024;
  private static final int STEPS = 130;

  @TempDir private Path folder;

  /** Points of half a mebibyte: a batch has 4, and so have its masked copy and their gradients. */
  private record Wide() implements Dataset<Tiny.Point> {
    @Override
    public long size() {
      return 16;
    }

    @Override
    public Tiny.Point get(long index, RandomGenerator random) {
      return new Tiny.Point(FloatArray.vector(new float[WIDTH]), FloatArray.vector(1f));
    }
  }

  private record WideData(long workers) implements TrainingData<Points> {
    @Override
    public Loader<Points> train() {
      return DataLoader.builder()
          .batchSize(8)
          .numWorkers(workers)
          .over(new Wide(), InfiniteDataSampler.builder().build(), WideData::collate);
    }

    @Override
    public List<ValidationSet<Points>> validation() {
      return List.of(
          new ValidationSet<>(
              "wide",
              () ->
                  DataLoader.builder()
                      .batchSize(8)
                      .numWorkers(workers)
                      .over(new Wide(), SequentialSampler.builder().build(), WideData::collate)));
    }

    private static Points collate(List<Tiny.Point> points) {
      return new Points(Collate.stack(points, Tiny.Point::x), Collate.stack(points, Tiny.Point::y));
    }
  }

  @ParameterizedTest(name = "{0} workers, {1} parts")
  @CsvSource({"0, 1", "1, 1", "1, 4"})
  void theProcessDoesNotGrowFromStepToStep(long workers, int parts) {
    long[] early = {0};
    long[] calls = {0};
    Experiment.Builder<Points, Tensor> experiment =
        Tiny.experiment()
            .model(() -> new Line(WIDTH, 0.25))
            .data(new WideData(workers))
            .totalIterations(STEPS)
            .testFrequency(20)
            .withoutCkptSaveFreq()
            .gradientAccumulationSteps(parts)
            .loss((batch, predicted) -> {
              calls[0]++;
              if (calls[0] == 30L * parts) {
                early[0] = Pointer.physicalBytes();
              }
              return new LossValue(torch.mse_loss(predicted, batch.y()), List.of());
            });
    assertThat(Tiny.run(experiment, folder.resolve("run"))).isZero();
    assertThat(early[0]).isPositive();
    // The batches of 100 steps alone would be 400.
    assertThat(Pointer.physicalBytes() - early[0]).isLessThan(200 * MEBIBYTE);
  }
}
