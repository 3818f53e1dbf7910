// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.golden.GoldenFiles;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Repeats eight recorded steps of PyTorch's AdamW with given gradients. */
final class AdamWTest {

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(GoldenFiles.resource("optim/optimizers"))) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith("adamw-") && !name.endsWith("-maximize"))
          .sorted()
          .toList();
    }
  }

  /** Parameters by name, with given values. */
  private static final class Flat extends Block {

    private final List<Parameter> parameters = new ArrayList<>();

    Flat(Map<String, Tensor> values) {
      values.forEach((name, value) -> parameters.add(parameter(name, value.shape())));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void makesTheRecordedSteps(String name) throws IOException {
    Path folder = GoldenFiles.resource("optim/optimizers/" + name);
    JsonObject expect = GoldenFiles.json(folder.resolve("expect.json")).getAsJsonObject();
    Map<String, Tensor> tensors = GoldenFiles.tensors(folder.resolve("tensors.safetensors"));
    Parameters parameters = parameters(tensors);
    List<ParameterGroup> groups = new ArrayList<>();
    for (JsonElement element : expect.getAsJsonArray("groups")) {
      JsonObject group = element.getAsJsonObject();
      List<Parameter> members =
          group.getAsJsonArray("params").asList().stream()
              .map(p -> parameters.named(p.getAsString()).orElseThrow())
              .toList();
      JsonElement scale = group.get("lr_scale");
      groups.add(
          new ParameterGroup(
              members,
              scale.isJsonNull() ? 1 : scale.getAsDouble(),
              group.get("weight_decay").getAsDouble()));
    }
    Optimizer optimizer = factory(folder).create(groups);
    JsonArray rates = expect.getAsJsonArray("lr_per_step_per_group");
    for (int step = 0; step < rates.size(); step++) {
      for (Parameter parameter : parameters.all()) {
        Tensor gradient = tensors.get("grad." + step + "." + parameter.name());
        parameter.clearGrad();
        if (gradient != null) {
          parameter.tensor().mutable_grad().put(gradient);
        }
      }
      double first = rates.get(step).getAsJsonArray().get(0).getAsDouble();
      optimizer.step(first / groups.get(0).lrScale());
      for (Parameter parameter : parameters.all()) {
        assertClose(
            parameter.tensor(),
            Objects.requireNonNull(tensors.get("param." + step + "." + parameter.name())));
      }
    }
    for (NamedTensor entry : optimizer.state()) {
      assertClose(entry.tensor(), Objects.requireNonNull(tensors.get("state." + entry.name())));
    }
  }

  @Test
  void continuesFromASavedState() {
    Map<String, Tensor> start = Map.of("init.w", Tensors.ofFloats(new float[] {1, 2, 3}, 3));
    Parameters one = parameters(start);
    Parameters two = parameters(start);
    Optimizer first = AdamW.builder().create(ParameterGroups.builder().build().of(one));
    Optimizer second = AdamW.builder().create(ParameterGroups.builder().build().of(two));
    step(first, one, 0.5f);
    two.load(one.stateDict(), true);
    second.load(first.state());
    step(first, one, -0.25f);
    step(second, two, -0.25f);
    assertThat(values(two)).containsExactly(values(one));
    assertThat(first.state().stream().map(NamedTensor::name))
        .containsExactly("w.step", "w.exp_avg", "w.exp_avg_sq");
  }

  @Test
  void refusesTheStateOfAnotherModel() {
    Map<String, Tensor> start = Map.of("init.w", Tensors.ofFloats(new float[] {1, 2, 3}, 3));
    Optimizer optimizer =
        AdamW.builder().create(ParameterGroups.builder().build().of(parameters(start)));
    assertThatThrownBy(() -> optimizer.load(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("w.step");
    assertThatThrownBy(() -> AdamW.builder().betas(0.9, 1.0).create(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void step(Optimizer optimizer, Parameters parameters, float gradient) {
    for (Parameter parameter : parameters.all()) {
      parameter.clearGrad();
      parameter.tensor().mutable_grad().put(Tensors.ofFloats(new float[] {gradient, 1, 2}, 3));
    }
    optimizer.step(0.1);
  }

  private static float[] values(Parameters parameters) {
    return Tensors.toFloats(parameters.all().get(0).tensor());
  }

  private static Parameters parameters(Map<String, Tensor> tensors) {
    Map<String, Tensor> initial = new java.util.TreeMap<>();
    tensors.forEach((key, value) -> {
      if (key.startsWith("init.")) {
        initial.put(key.substring("init.".length()), value);
      }
    });
    Parameters parameters = Parameters.of(new Flat(initial)).allocate(Device.CPU);
    parameters.load(
        initial.entrySet().stream().map(e -> new NamedTensor(e.getKey(), e.getValue())).toList(),
        true);
    return parameters;
  }

  private static OptimizerFactory factory(Path folder) throws IOException {
    JsonObject config = GoldenFiles.json(folder.resolve("config.json")).getAsJsonObject();
    AdamW.Builder builder = AdamW.builder();
    if (config.has("betas")) {
      JsonArray betas = config.getAsJsonArray("betas");
      builder.betas(betas.get(0).getAsDouble(), betas.get(1).getAsDouble());
    }
    if (config.has("eps")) {
      builder.eps(config.get("eps").getAsDouble());
    }
    if (config.has("amsgrad")) {
      builder.amsgrad(config.get("amsgrad").getAsBoolean());
    }
    return builder;
  }

  private static void assertClose(Tensor found, Tensor expected) {
    float[] values = Tensors.toFloats(found);
    float[] wanted = Tensors.toFloats(expected);
    assertThat(values).hasSameSizeAs(wanted);
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(values[i] - wanted[i]))
          .isLessThanOrEqualTo(5e-6f + 1e-5f * Math.abs(wanted[i]));
    }
  }
}
