// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.runtime.data.Collate;
import io.l3m.runtime.data.DataLoader;
import io.l3m.runtime.data.Dataset;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.InfiniteDataSampler;
import io.l3m.runtime.data.Loader;
import io.l3m.runtime.data.SequentialSampler;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.loss.Measure;
import io.l3m.runtime.optim.AdamW;
import io.l3m.runtime.optim.ParameterGroups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** An experiment that takes no time: 40 points, 3 numbers each, and the line through them. */
final class Tiny {

  static final int POINTS = 40;
  static final float[] TRUTH = {1.5f, -2, 0.5f};

  private Tiny() {}

  record Point(FloatArray x, FloatArray y) {}

  /** The points, and what happens before one is read. */
  record PointSet(long size, LongConsumer before) implements Dataset<Point> {

    @Override
    public Point get(long index, RandomGenerator random) {
      before.accept(index);
      SplittableRandom own = new SplittableRandom(index);
      float[] x = new float[TRUTH.length];
      float y = 0.25f;
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) own.nextDouble(-1, 1) + (float) random.nextDouble(-0.01, 0.01);
        y += TRUTH[i] * x[i];
      }
      return new Point(FloatArray.vector(x), FloatArray.vector(y));
    }
  }

  /** Twelve steps of eight points, evaluated on two sets, written nowhere in particular. */
  static Experiment.Builder<Points, Tensor> experiment() {
    return Experiment.<Points, Tensor>builder()
        .name("tiny")
        .model(() -> new Line(TRUTH.length, 0.25))
        .data(data(new PointSet(POINTS, index -> {})))
        .loss((batch, predicted) -> {
          Tensor loss = torch.mse_loss(predicted, batch.y());
          return new LossValue(loss, List.of(new Measure("squared_error", loss)));
        })
        .optimizer(AdamW.builder())
        .parameterGroups(ParameterGroups.builder().build())
        .schedule(where -> 0.05 * (1 - where))
        .totalIterations(12)
        .testFrequency(5)
        .ckptSaveFreq(4)
        .gradClip(1.0)
        .device("cpu")
        .seed(3);
  }

  static TrainingData<Points> data(PointSet points) {
    return data(points, List.of("near", "far"));
  }

  static TrainingData<Points> data(PointSet points, List<String> validation) {
    return new TrainingData<>() {
      @Override
      public Loader<Points> train() {
        return DataLoader.builder()
            .batchSize(8)
            .numWorkers(1)
            .dropLast(true)
            .over(points, InfiniteDataSampler.builder().build(), Tiny::collate);
      }

      @Override
      public List<ValidationSet<Points>> validation() {
        return validation.stream()
            .map(name -> new ValidationSet<>(name, () -> inOrder(new PointSet(10, i -> {}), 4)))
            .toList();
      }
    };
  }

  static Loader<Points> inOrder(PointSet points, int batchSize) {
    return DataLoader.builder()
        .batchSize(batchSize)
        .over(points, SequentialSampler.builder().build(), Tiny::collate);
  }

  private static Points collate(List<Point> points) {
    return new Points(Collate.stack(points, Point::x), Collate.stack(points, Point::y));
  }

  /** Runs quietly into a directory. */
  static int run(Experiment.Builder<Points, Tensor> experiment, Path directory, String... more) {
    return Trainer.main(
        experiment.build(),
        Stream.concat(Stream.of("--quiet", "--output", directory.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  /** The lines of {@code metrics.jsonl} of steps. */
  static List<JsonObject> steps(Path directory) {
    return metrics(directory).stream().filter(line -> !line.has("dataset")).toList();
  }

  /** The lines of {@code metrics.jsonl} of evaluations. */
  static List<JsonObject> evaluations(Path directory) {
    return metrics(directory).stream().filter(line -> line.has("dataset")).toList();
  }

  /** The losses, as they are printed. */
  static List<String> losses(Path directory) {
    return steps(directory).stream().map(line -> line.get("loss").getAsString()).toList();
  }

  private static List<JsonObject> metrics(Path directory) {
    try {
      return Files.readAllLines(directory.resolve("metrics.jsonl")).stream()
          .map(line -> JsonParser.parseString(line).getAsJsonObject())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names in the directory of checkpoints, sorted. */
  static List<String> checkpoints(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory.resolve("checkpoints"))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  static Path checkpoint(Path directory, long step) {
    return directory.resolve("checkpoints").resolve("step-%08d".formatted(step));
  }
}
