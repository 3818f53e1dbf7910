// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.compiler.CompileResult;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.HostArray;
import io.l3m.runtime.optim.Optimizer;
import io.l3m.runtime.optim.OptimizerFactory;
import io.l3m.runtime.optim.ParameterGroup;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Repeats recorded steps of optimisers with given gradients; each is made by the Java that the
 * compiler emits for its config.
 */
final class RecordedOptimizersTest {

  private static final Map<Path, CompileResult> PROGRAMS = new LinkedHashMap<>();

  @TempDir private static Path work;

  private static URLClassLoader loader = new URLClassLoader(new URL[0]);

  @BeforeAll
  static void compile() throws IOException {
    for (Path folder : RecordedOptim.cases("optimizers")) {
      JsonObject optimizer = RecordedOptim.json(folder.resolve("config.json"));
      if (!optimizer.has("weight_decay")) { // a config must have it, for the groups
        optimizer.add("weight_decay", groups(folder).getFirst().get("weight_decay"));
      }
      JsonObject optim = new JsonObject();
      optim.add("optimizer", optimizer);
      String name = "case" + PROGRAMS.size() + "_" + folder.getFileName();
      PROGRAMS.put(folder, new SmallExperiment().optim(optim).compile(work, name));
    }
    loader.close();
    loader = SmallExperiment.load(List.copyOf(PROGRAMS.values()), work.resolve("classes"));
  }

  @AfterAll
  static void close() throws IOException {
    loader.close();
    PROGRAMS.clear();
  }

  static Stream<Path> cases() throws IOException {
    return RecordedOptim.cases("optimizers").stream();
  }

  @ParameterizedTest
  @DisplayName("makes the recorded steps")
  @MethodSource("cases")
  void makesTheRecordedSteps(Path folder) throws Exception {
    try (TensorScope scope = TensorScope.open()) {
      Run run = Run.of(folder);
      Optimizer optimizer = run.optimizer();
      for (int step = 0; step < run.rates().size(); step++) {
        run.step(optimizer, step);
        for (Parameter parameter : run.parameters().all()) {
          String name = "param." + step + "." + parameter.name();
          run.assertClose(name, Tensors.toFloats(parameter.tensor()));
        }
      }
      Map<String, float[]> state = new LinkedHashMap<>();
      optimizer
          .state()
          .forEach(entry -> state.put("state." + entry.name(), Tensors.toFloats(entry.tensor())));
      assertThat(state.keySet()).containsAll(run.recordedState());
      for (String name : run.recordedState()) {
        run.assertClose(name, Objects.requireNonNull(state.get(name)));
      }
    }
  }

  @ParameterizedTest
  @DisplayName("goes on from a checkpoint to the last bit")
  @MethodSource("cases")
  void goesOn(Path folder) throws Exception {
    try (TensorScope scope = TensorScope.open()) {
      Run whole = Run.of(folder);
      Run halved = Run.of(folder);
      Optimizer first = whole.optimizer();
      Optimizer second = halved.optimizer();
      for (int step = 0; step < 3; step++) {
        whole.step(first, step);
        halved.step(second, step);
      }
      Run resumed = Run.of(folder);
      Optimizer third = resumed.optimizer();
      resumed.parameters().load(halved.parameters().stateDict(), true);
      third.load(copies(second.state()));
      for (int step = 3; step < whole.rates().size(); step++) {
        whole.step(first, step);
        resumed.step(third, step);
      }
      for (Parameter parameter : whole.parameters().all()) {
        Parameter other = resumed.parameters().named(parameter.name()).orElseThrow();
        assertThat(Tensors.toFloats(other.tensor()))
            .as(parameter.name())
            .containsExactly(Tensors.toFloats(parameter.tensor()));
      }
    }
  }

  private static List<NamedTensor> copies(List<NamedTensor> state) {
    return state.stream().map(e -> new NamedTensor(e.name(), e.tensor().clone())).toList();
  }

  private static List<JsonObject> groups(Path folder) throws IOException {
    return RecordedOptim.json(folder.resolve("expect.json"))
        .getAsJsonArray("groups")
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  /** Parameters by name, with given values. */
  private static final class Flat extends Block {
    Flat(Map<String, HostArray> recorded) {
      recorded.forEach((name, value) -> {
        if (name.startsWith("init.")) {
          parameter(name.substring("init.".length()), value.shape());
        }
      });
    }
  }

  /** A recorded case with parameters to change. */
  private record Run(
      Path folder, JsonObject expect, Map<String, HostArray> recorded, Parameters parameters) {

    static Run of(Path folder) throws IOException {
      Map<String, HostArray> recorded = TensorFile.read(folder.resolve("tensors.safetensors"));
      Parameters parameters = Parameters.of(new Flat(recorded)).allocate(Device.CPU);
      Run run =
          new Run(folder, RecordedOptim.json(folder.resolve("expect.json")), recorded, parameters);
      List<NamedTensor> start =
          parameters.all().stream()
              .map(p -> new NamedTensor(p.name(), run.tensor("init." + p.name())))
              .toList();
      parameters.load(start, true);
      return run;
    }

    /** By the generated code; two programs are never of one case. */
    Optimizer optimizer() throws Exception {
      CompileResult program = Objects.requireNonNull(PROGRAMS.get(folder));
      assertThat(SmallExperiment.errors(program)).isEmpty();
      List<ParameterGroup> groups = new ArrayList<>();
      for (JsonObject group : groups(folder)) {
        List<Parameter> members =
            group.getAsJsonArray("params").asList().stream()
                .map(p -> parameters.named(p.getAsString()).orElseThrow())
                .toList();
        double decay = group.get("weight_decay").getAsDouble();
        groups.add(new ParameterGroup(members, scale(group), decay));
      }
      return SmallExperiment.optim(loader, program, "optimizer", OptimizerFactory.class)
          .create(groups);
    }

    private static double scale(JsonObject group) {
      JsonElement scale = group.get("lr_scale");
      return scale.isJsonNull() ? 1 : scale.getAsDouble();
    }

    List<JsonElement> rates() {
      return expect.getAsJsonArray("lr_per_step_per_group").asList();
    }

    void step(Optimizer optimizer, int step) {
      for (Parameter parameter : parameters.all()) {
        parameter.clearGrad();
        String name = "grad." + step + "." + parameter.name();
        if (recorded.containsKey(name)) {
          parameter.tensor().mutable_grad().put(tensor(name));
        }
      }
      JsonObject first = expect.getAsJsonArray("groups").get(0).getAsJsonObject();
      double rate = rates().get(step).getAsJsonArray().get(0).getAsDouble();
      optimizer.step(rate / scale(first));
    }

    /** NAdam's product of momenta follows from the number of steps, so ours is not stored. */
    List<String> recordedState() {
      return recorded.keySet().stream()
          .filter(name -> name.startsWith("state.") && !name.endsWith(".mu_product"))
          .toList();
    }

    private FloatArray floats(String name) {
      return (FloatArray) Objects.requireNonNull(recorded.get(name));
    }

    private Tensor tensor(String name) {
      FloatArray array = floats(name);
      return Tensors.ofFloats(array.values(), array.shape());
    }

    void assertClose(String name, float[] found) {
      float[] wanted = floats(name).values();
      assertThat(found).as(name).hasSameSizeAs(wanted);
      double absolute = expect.get("atol").getAsDouble();
      if (expect.has("tol") && expect.getAsJsonObject("tol").has(name)) {
        absolute = expect.getAsJsonObject("tol").get(name).getAsDouble();
      }
      for (int i = 0; i < found.length; i++) {
        assertThat(Math.abs((double) found[i] - wanted[i]))
            .as("difference of %s[%d]", name, i)
            .isLessThanOrEqualTo(absolute + 1e-5 * Math.abs(wanted[i]));
      }
    }
  }
}
