// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.loss.LlmCrossEntropyLoss;
import io.l3m.runtime.loss.LossWrapper;
import io.l3m.runtime.loss.SoftTargetCrossEntropy;
import io.l3m.runtime.optim.AdamW;
import io.l3m.runtime.optim.CompositeParamScheduler;
import io.l3m.runtime.optim.CosineParamScheduler;
import io.l3m.runtime.optim.GradientClip;
import io.l3m.runtime.optim.IntervalScaling;
import io.l3m.runtime.optim.LinearParamScheduler;
import io.l3m.runtime.optim.Optimizer;
import io.l3m.runtime.optim.OptimizerFactory;
import io.l3m.runtime.optim.ParameterGroups;
import io.l3m.runtime.optim.Schedule;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Repeats ten recorded training steps of the original, from its first values to its last. The
 * models are written out here as a generated program writes them.
 */
final class RecordedRunTest {

  /**
   * A run with all that belongs to it.
   *
   * @param loss of a model for one chunk of a step's batch, given by name
   * @param outputs of a model for the recorded inputs, by the recorded names
   * @param cutNormals names of tensors that start as a normal distribution that is cut off
   */
  record Run<M extends Model<?, ?>>(
      String name,
      Supplier<M> model,
      BiFunction<M, Map<String, Tensor>, Tensor> loss,
      BiFunction<M, Map<String, Tensor>, Map<String, Tensor>> outputs,
      OptimizerFactory optimizer,
      ParameterGroups groups,
      Schedule schedule,
      int chunks,
      String cutNormals) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Schedule schedule(double first, double top, double last, double... lengths) {
    return CompositeParamScheduler.builder()
        .schedulers(
            LinearParamScheduler.builder().startValue(first).endValue(top).build(),
            CosineParamScheduler.builder().startValue(top).endValue(last).build())
        .lengths(lengths)
        .intervalScaling(IntervalScaling.RESCALED, IntervalScaling.RESCALED)
        .build();
  }

  static List<Run<?>> runs() {
    LossWrapper soft =
        LossWrapper.builder().baseCriterion(SoftTargetCrossEntropy.builder().build()).build();
    LlmCrossEntropyLoss next = LlmCrossEntropyLoss.builder().build();
    Run<TinyVit> vit =
        new Run<>(
            "vit",
            TinyVit::new,
            (model, batch) -> {
              Tensor target = batch.get("target");
              TinyVit.Outputs out = model.forward(new TinyVit.Batch(batch.get("image"), target));
              return soft.forward(out.imageLogits(), target).loss();
            },
            (model, in) -> {
              TinyVit.Outputs out =
                  model.forward(new TinyVit.Batch(in.get("image"), in.get("target")));
              return Map.of(
                  "image_tokens", out.imageTokens(),
                  "image_embed", out.imageEmbed(),
                  "image_logits", out.imageLogits());
            },
            AdamW.builder().lr(1e-3).betas(0.9, 0.999).eps(1e-8).weightDecay(0.05).fused(true),
            ParameterGroups.builder()
                .weightDecay(0.05)
                .wdExclude("*bias*", "*cls_token*", "*pos_embed*", "*norm*", "*gamma*")
                .build(),
            schedule(1e-7, 1e-3, 1e-5, 0.016, 0.984),
            1,
            "head\\.linear\\.weight.*");
    Run<TinyLlm> llm =
        new Run<>(
            "llm",
            TinyLlm::new,
            (model, batch) -> {
              Tensor text = batch.get("text");
              TinyLlm.Outputs out = model.forward(new TinyLlm.Batch(text));
              return next.forward(out.textTokens(), text).loss();
            },
            (model, in) ->
                Map.of(
                    "text_tokens", model.forward(new TinyLlm.Batch(in.get("text"))).textTokens()),
            AdamW.builder().lr(5e-4).betas(0.9, 0.95).eps(1e-8).weightDecay(0.1).fused(true),
            ParameterGroups.builder()
                .weightDecay(0.1)
                .wdExclude("*bias*", "*pos_embed*", "*norm*")
                .build(),
            schedule(1e-6, 5e-4, 5e-5, 0.1, 0.9),
            2,
            "(head\\.linear|trunk\\.blocks\\.\\d\\.(attn|mlp)\\.\\w+)\\.weight.*");
    return List.of(vit, llm);
  }

  @ParameterizedTest
  @MethodSource("runs")
  <M extends Model<?, ?>> void startsFromTheSameBits(Run<M> run) throws IOException {
    M model = run.model().get();
    Parameters parameters = Parameters.of(model).allocate(Device.CPU).initialise(0);
    Map<String, Tensor> expected = tensors(run, "init");
    assertThat(parameters.stateDict().stream().map(NamedTensor::name))
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    List<String> differences = new ArrayList<>();
    for (NamedTensor entry : parameters.stateDict()) {
      float[] found = Tensors.toFloats(entry.tensor());
      float[] wanted = Tensors.toFloats(expected.get(entry.name()));
      for (int i = 0; i < wanted.length; i++) {
        int units = Math.abs(Float.floatToIntBits(found[i]) - Float.floatToIntBits(wanted[i]));
        if (units > 0) {
          differences.add(
              "%s[%d]: %s instead of %s".formatted(entry.name(), i, found[i], wanted[i]));
        }
        assertThat(units).as("units between %s", differences).isLessThanOrEqualTo(2);
      }
    }
    // Only the inverse error function differs, by one unit for some 2 of 10,000 numbers: PyTorch's
    // own builds call MKL's, which is not correctly rounded. Scaling can make two units of one.
    assertThat(differences).hasSizeLessThanOrEqualTo((int) (parameters.count() / 2000));
    assertThat(differences).allMatch(text -> text.matches(run.cutNormals()));
  }

  @ParameterizedTest
  @MethodSource("runs")
  <M extends Model<?, ?>> void evaluatesToTheSameOutputs(Run<M> run) throws IOException {
    M model = run.model().get();
    Parameters parameters = Parameters.of(model).allocate(Device.CPU);
    load(parameters, tensors(run, "init"));
    model.eval();
    Map<String, Tensor> recorded = tensors(run, "eval_forward");
    Map<String, Tensor> inputs = withPrefix(recorded, "in.");
    Map<String, Tensor> expected = withPrefix(recorded, "out.");
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      run.outputs()
          .apply(model, inputs)
          .forEach((name, output) -> assertClose(name, output, expected.get(name), 1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  <M extends Model<?, ?>> void trainsAsRecorded(Run<M> run) throws IOException {
    M model = run.model().get();
    Parameters parameters = Parameters.of(model).allocate(Device.CPU).initialise(0);
    Optimizer optimizer = run.optimizer().create(run.groups().of(parameters));
    Map<String, Tensor> batches = tensors(run, "batches");
    JsonArray steps = record(run).getAsJsonArray("steps");
    for (int step = 0; step < steps.size(); step++) {
      JsonObject expected = steps.get(step).getAsJsonObject();
      double rate = run.schedule().at((double) step / steps.size());
      assertThat(rate).isCloseTo(expected.get("lr").getAsDouble(), within(1e-15));
      try (TensorScope scope = TensorScope.open()) {
        JsonArray losses = expected.getAsJsonArray("micro_losses");
        for (int chunk = 0; chunk < run.chunks(); chunk++) {
          Map<String, Tensor> part = chunk(withPrefix(batches, step + "."), chunk, run.chunks());
          Tensor loss = run.loss().apply(model, part);
          assertThat(Tensors.item(loss))
              .as("loss of step %d", step)
              .isCloseTo(losses.get(chunk).getAsDouble(), within(1e-5));
          loss.div(Scalars.of((double) run.chunks())).backward();
        }
        Tensor norm = GradientClip.norm(parameters.trainable(), 1.0);
        assertThat(Tensors.item(norm))
            .as("norm of step %d", step)
            .isCloseTo(expected.get("grad_norm").getAsDouble(), within(1e-4));
        optimizer.step(rate);
        parameters.zeroGrad();
      }
    }
    Map<String, Tensor> last = tensors(run, "final");
    for (NamedTensor entry : parameters.stateDict()) {
      // The gradient of a key bias is zero but for rounding, since softmax does not see a shift of
      // all logits; Adam makes steps of the learning rate's size of it, here as there.
      double tolerance = entry.name().endsWith("k_proj.bias") ? 1e-3 : 1e-4;
      assertClose(entry.name(), entry.tensor(), last.get(entry.name()), tolerance);
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  <M extends Model<?, ?>> void dividesTheParametersAsRecorded(Run<M> run) throws IOException {
    Parameters parameters = Parameters.of(run.model().get());
    JsonArray expected = record(run).getAsJsonArray("param_groups");
    var groups = run.groups().of(parameters);
    assertThat(groups).hasSameSizeAs(expected);
    for (int i = 0; i < groups.size(); i++) {
      JsonObject group = expected.get(i).getAsJsonObject();
      assertThat(groups.get(i).weightDecay()).isEqualTo(group.get("weight_decay").getAsDouble());
      List<String> names =
          group.getAsJsonArray("params").asList().stream().map(JsonElement::getAsString).toList();
      assertThat(groups.get(i).parameters().stream().map(p -> p.name()))
          .containsExactlyElementsOf(names);
    }
  }

  private static Map<String, Tensor> tensors(Run<?> run, String file) throws IOException {
    return GoldenFiles.tensors(GoldenFiles.train(run.name()).resolve(file + ".safetensors"));
  }

  private static JsonObject record(Run<?> run) throws IOException {
    Path file = GoldenFiles.train(run.name()).resolve("run.json");
    return GoldenFiles.json(file).getAsJsonObject();
  }

  private static void load(Parameters parameters, Map<String, Tensor> values) {
    parameters.load(
        values.entrySet().stream().map(e -> new NamedTensor(e.getKey(), e.getValue())).toList(),
        true);
  }

  private static Map<String, Tensor> withPrefix(Map<String, Tensor> all, String prefix) {
    Map<String, Tensor> found = new java.util.LinkedHashMap<>();
    all.forEach((name, tensor) -> {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), tensor);
      }
    });
    return found;
  }

  private static Map<String, Tensor> chunk(Map<String, Tensor> batch, int index, int chunks) {
    Map<String, Tensor> part = new java.util.LinkedHashMap<>();
    batch.forEach((name, tensor) -> {
      long size = tensor.size(0) / chunks;
      part.put(name, tensor.narrow(0, index * size, size));
    });
    return part;
  }

  private static void assertClose(String name, Tensor found, Tensor expected, double tolerance) {
    assertThat(found.shape()).as(name).containsExactly(expected.shape());
    float[] values = Tensors.toFloats(found);
    float[] wanted = Tensors.toFloats(expected);
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs((double) values[i] - wanted[i]));
    }
    assertThat(largest).as("largest difference of " + name).isLessThanOrEqualTo(tolerance);
  }
}
