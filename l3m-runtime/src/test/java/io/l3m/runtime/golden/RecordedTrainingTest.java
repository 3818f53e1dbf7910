// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.runtime.block.Model;
import io.l3m.runtime.data.Loader;
import io.l3m.runtime.data.MiniBatch;
import io.l3m.runtime.loss.LlmCrossEntropyLoss;
import io.l3m.runtime.optim.AdamW;
import io.l3m.runtime.optim.CompositeParamScheduler;
import io.l3m.runtime.optim.CosineParamScheduler;
import io.l3m.runtime.optim.IntervalScaling;
import io.l3m.runtime.optim.LinearParamScheduler;
import io.l3m.runtime.optim.ParameterGroups;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Tensors;
import io.l3m.runtime.train.Experiment;
import io.l3m.runtime.train.Trainer;
import io.l3m.runtime.train.TrainingData;
import io.l3m.runtime.train.ValidationSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeats the recorded language model's run by the training engine, from seed to log. */
final class RecordedTrainingTest {

  private static final Path RUN = GoldenFiles.train("llm");

  /** {@code text}: {@code [B, N]} ids. */
  record Batch(Tensor text) implements MiniBatch<Batch> {
    @Override
    public long size() {
      return text.size(0);
    }

    @Override
    public Batch narrow(long start, long length) {
      return new Batch(text.narrow(0, start, length));
    }

    @Override
    public Batch to(Device device) {
      return new Batch(Tensors.to(text, device));
    }

    @Override
    public List<Tensor> tensors() {
      return List.of(text);
    }
  }

  private static final class LanguageModel extends Model<Batch, TinyLlm.Outputs> {
    private final TinyLlm inner = child("inner", new TinyLlm());

    @Override
    public TinyLlm.Outputs forward(Batch batch) {
      return inner.forward(new TinyLlm.Batch(batch.text()));
    }
  }

  /** The recorded batches, in their order. */
  private static final class Recorded implements TrainingData<Batch>, Loader<Batch> {
    private final Map<String, Tensor> batches;
    private long position;

    Recorded(Map<String, Tensor> batches) {
      this.batches = batches;
    }

    @Override
    public Loader<Batch> train() {
      return this;
    }

    @Override
    public List<ValidationSet<Batch>> validation() {
      return List.of();
    }

    @Override
    public long batches() {
      return batches.size();
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void seek(long to) {
      position = to;
    }

    @Override
    public void prefetch() {}

    @Override
    public boolean hasNext() {
      return position < batches();
    }

    @Override
    public Batch next() {
      return new Batch(batches.get(position++ + ".text"));
    }

    @Override
    public void close() {}
  }

  @Test
  void logsWhatTheOriginalComputed(@TempDir Path folder) throws IOException {
    assertThat(Trainer.main(experiment(), "--quiet", "--output", folder.toString())).isZero();
    JsonArray expected =
        GoldenFiles.json(RUN.resolve("run.json")).getAsJsonObject().getAsJsonArray("steps");
    List<String> lines = Files.readAllLines(folder.resolve("metrics.jsonl"));
    assertThat(lines).hasSize(expected.size());
    for (int i = 0; i < lines.size(); i++) {
      JsonObject found = JsonParser.parseString(lines.get(i)).getAsJsonObject();
      JsonObject wanted = expected.get(i).getAsJsonObject();
      assertThat(found.get("loss").getAsDouble())
          .as("loss of step %d", i + 1)
          .isCloseTo(mean(wanted.getAsJsonArray("micro_losses")), within(1e-5));
      assertThat(found.get("lr").getAsDouble())
          .isCloseTo(wanted.get("lr").getAsDouble(), within(1e-15));
      assertThat(found.get("grad_norm").getAsDouble())
          .isCloseTo(wanted.get("grad_norm").getAsDouble(), within(1e-4));
    }
  }

  private static Experiment<Batch, TinyLlm.Outputs> experiment() throws IOException {
    LlmCrossEntropyLoss next = LlmCrossEntropyLoss.builder().build();
    return Experiment.<Batch, TinyLlm.Outputs>builder()
        .name("llm")
        .model(LanguageModel::new)
        .data(new Recorded(GoldenFiles.tensors(RUN.resolve("batches.safetensors"))))
        .loss((batch, outputs) -> next.forward(outputs.textTokens(), batch.text()))
        .optimizer(AdamW.builder().betas(0.9, 0.95).eps(1e-8).weightDecay(0.1).fused(true))
        .parameterGroups(
            ParameterGroups.builder()
                .weightDecay(0.1)
                .wdExclude("*bias*", "*pos_embed*", "*norm*")
                .build())
        .schedule(
            CompositeParamScheduler.builder()
                .schedulers(
                    LinearParamScheduler.builder().startValue(1e-6).endValue(5e-4).build(),
                    CosineParamScheduler.builder().startValue(5e-4).endValue(5e-5).build())
                .lengths(0.1, 0.9)
                .intervalScaling(IntervalScaling.RESCALED, IntervalScaling.RESCALED)
                .build())
        .gradClip(1.0)
        .gradientAccumulationSteps(2)
        .totalIterations(10)
        .device("cpu")
        .build();
  }

  private static double mean(JsonArray losses) {
    return losses.asList().stream().mapToDouble(JsonElement::getAsDouble).average().orElseThrow();
  }
}
