// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.compiler.CompileResult;
import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.HostArray;
import io.l3m.runtime.optim.ParameterGroup;
import io.l3m.runtime.optim.ParameterGroups;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Divides the parameters of recorded models as recorded, by the programs that the compiler emits
 * for their configs.
 */
final class RecordedGroupsTest {

  private static final List<Case> CASES = new ArrayList<>();

  @TempDir private static Path work;

  private static URLClassLoader loader = new URLClassLoader(new URL[0]);

  record Case(JsonObject recorded, CompileResult program) {
    @Override
    public String toString() {
      return recorded.get("name").getAsString();
    }

    boolean isRefused() {
      return recorded.has("error");
    }

    List<String> patterns(String key) {
      return names(recorded.getAsJsonObject("optim").get(key));
    }

    List<String> frozen() {
      return names(recorded.get("frozen"));
    }

    private static List<String> names(@Nullable JsonElement list) {
      return list == null || list.isJsonNull()
          ? List.of()
          : list.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
    }
  }

  /** A group as people compare it. */
  private record Group(double lrScale, double weightDecay, List<String> names) {

    static Group of(ParameterGroup group) {
      List<String> names = group.parameters().stream().map(Parameter::name).toList();
      return new Group(group.lrScale(), group.weightDecay(), names);
    }

    static Group of(JsonObject group) {
      JsonElement scale = group.get("lr_scale");
      return new Group(
          scale.isJsonNull() ? 1 : scale.getAsDouble(),
          group.get("weight_decay").getAsDouble(),
          group.getAsJsonArray("params").asList().stream().map(JsonElement::getAsString).toList());
    }
  }

  @BeforeAll
  static void compile() throws IOException {
    for (JsonObject file : RecordedOptim.files("param_groups.json")) {
      for (JsonElement element : file.getAsJsonArray("cases")) {
        JsonObject recorded = element.getAsJsonObject();
        CompileResult program =
            new SmallExperiment()
                .model(recorded.getAsJsonObject("model"))
                .optim(recorded.getAsJsonObject("optim"))
                .compile(work, "case" + CASES.size());
        CASES.add(new Case(recorded, program));
      }
    }
    loader.close();
    loader =
        SmallExperiment.load(CASES.stream().map(Case::program).toList(), work.resolve("classes"));
  }

  @AfterAll
  static void close() throws IOException {
    loader.close();
    CASES.clear();
  }

  static Stream<Case> accepted() {
    return CASES.stream().filter(found -> !found.isRefused());
  }

  static Stream<Case> refused() {
    return CASES.stream().filter(Case::isRefused);
  }

  @ParameterizedTest
  @DisplayName("divides as recorded")
  @MethodSource("accepted")
  void dividesAsRecorded(Case recorded) throws Exception {
    assertThat(SmallExperiment.errors(recorded.program())).isEmpty();
    try (TensorScope scope = TensorScope.open()) {
      Parameters parameters = parameters(recorded.program());
      recorded.patterns("freeze_list").forEach(glob -> train(parameters, glob, false));
      recorded.patterns("unfreeze_list").forEach(glob -> train(parameters, glob, true));
      List<String> frozen =
          parameters.all().stream().filter(p -> !p.trainable()).map(Parameter::name).toList();
      assertThat(frozen).isEqualTo(recorded.frozen());
      List<Group> found =
          groups(recorded.program()).of(parameters).stream().map(Group::of).toList();
      List<Group> expected =
          recorded.recorded().getAsJsonArray("groups").asList().stream()
              .map(group -> Group.of(group.getAsJsonObject()))
              .toList();
      assertThat(found).usingElementComparator(RecordedGroupsTest::compare).isEqualTo(expected);
    }
  }

  /** Powers differ by a last bit between Java and Python. */
  private static int compare(Group found, Group expected) {
    boolean alike =
        Math.abs(found.lrScale() - expected.lrScale()) <= 1e-12 * Math.abs(expected.lrScale())
            && found.weightDecay() == expected.weightDecay()
            && found.names().equals(expected.names());
    return alike ? 0 : 1;
  }

  @ParameterizedTest
  @DisplayName("refuses what the original fails on")
  @MethodSource("refused")
  void refuses(Case recorded) {
    assertThat(SmallExperiment.errors(recorded.program())).isNotEmpty();
  }

  static List<Path> starts() throws IOException {
    return RecordedOptim.cases("").stream()
        .filter(folder -> folder.getFileName().toString().startsWith("mup_init"))
        .toList();
  }

  @ParameterizedTest
  @DisplayName("scales the starting weights as recorded")
  @MethodSource("starts")
  void scalesTheStart(Path folder) throws Exception {
    JsonObject config = RecordedOptim.json(folder.resolve("config.json"));
    JsonObject mup = config.getAsJsonObject("mup");
    mup.addProperty("initialize", true);
    JsonObject optim = new JsonObject();
    optim.add("mup", mup);
    CompileResult program =
        new SmallExperiment()
            .model(config.getAsJsonObject("model"))
            .optim(optim)
            .compile(work, "start");
    assertThat(SmallExperiment.errors(program)).isEmpty();
    Map<String, HostArray> recorded = TensorFile.read(folder.resolve("tensors.safetensors"));
    try (TensorScope scope = TensorScope.open();
        URLClassLoader own = SmallExperiment.load(List.of(program), work.resolve("start"))) {
      Parameters parameters = parameters(own, program);
      List<NamedTensor> before = new ArrayList<>();
      Map<String, float[]> after = new LinkedHashMap<>();
      recorded.forEach((name, value) -> {
        FloatArray floats = (FloatArray) value;
        if (name.startsWith("before.")) {
          before.add(
              new NamedTensor(
                  name.substring("before.".length()),
                  Tensors.ofFloats(floats.values(), floats.shape())));
        } else {
          after.put(name.substring("after.".length()), floats.values());
        }
      });
      parameters.load(before, true);
      SmallExperiment.optim(own, program, "parameterGroups", ParameterGroups.class)
          .scaleStart(parameters);
      assertThat(after).hasSameSizeAs(before);
      for (Parameter parameter : parameters.all()) {
        assertThat(Tensors.toFloats(parameter.tensor()))
            .as(parameter.name())
            .containsExactly(Objects.requireNonNull(after.get(parameter.name())));
      }
    }
  }

  private static void train(Parameters parameters, String glob, boolean trainable) {
    parameters.matching(glob).forEach(parameter -> parameter.setTrainable(trainable));
  }

  private static ParameterGroups groups(CompileResult program) throws Exception {
    return SmallExperiment.optim(loader, program, "parameterGroups", ParameterGroups.class);
  }

  private static Parameters parameters(CompileResult program) throws Exception {
    return parameters(loader, program);
  }

  private static Parameters parameters(ClassLoader classes, CompileResult program)
      throws Exception {
    Class<?> model = classes.loadClass(program.mainClass() + "Model");
    return Parameters.of((Model<?, ?>) model.getConstructor().newInstance()).allocate(Device.CPU);
  }
}
