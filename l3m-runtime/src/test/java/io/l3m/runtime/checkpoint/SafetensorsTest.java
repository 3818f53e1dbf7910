// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.golden.GoldenFiles;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Tensors;
import io.l3m.weights.WeightsFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that the format allows and forbids; what the good ones hold comes from the reference. */
final class SafetensorsTest {

  static List<String> good() throws IOException {
    return files("ok_");
  }

  static List<String> bad() throws IOException {
    return files("bad_");
  }

  private static List<String> files(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(GoldenFiles.resource("safetensors"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("good")
  void readsWhatTheFormatAllows(String name) throws IOException {
    JsonObject expected =
        GoldenFiles.json(GoldenFiles.resource("safetensors/safetensors.json"))
            .getAsJsonObject()
            .getAsJsonObject("files")
            .getAsJsonObject(name)
            .getAsJsonObject("tensors");
    try (SafetensorsFile file = Safetensors.read(GoldenFiles.resource("safetensors/" + name))) {
      assertThat(file.names()).containsExactlyInAnyOrderElementsOf(expected.keySet());
      for (String tensor : file.names()) {
        JsonObject description = expected.getAsJsonObject(tensor);
        String dtype = description.get("dtype").getAsString();
        if (Stream.of(Dtype.values()).noneMatch(d -> d.safetensorsName().equals(dtype))) {
          assertThatThrownBy(() -> file.tensor(tensor)).hasMessageContaining(dtype);
          continue;
        }
        Tensor values = file.tensor(tensor);
        assertThat(Dtype.of(values).safetensorsName()).isEqualTo(dtype);
        long[] shape =
            description.getAsJsonArray("shape").asList().stream()
                .mapToLong(e -> e.getAsLong())
                .toArray();
        assertThat(values.shape()).containsExactly(shape);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bad")
  void rejectsWhatTheFormatForbids(String name) {
    Path path = GoldenFiles.resource("safetensors/" + name);
    assertThatThrownBy(
            () -> {
              try (SafetensorsFile file = Safetensors.read(path)) {
                assertThat(file.tensors()).isEmpty();
              }
            })
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining(name);
  }

  @Test
  void writesWhatItReads(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("model.safetensors");
    List<NamedTensor> tensors =
        List.of(
            new NamedTensor("flags", Tensors.ofBools(new boolean[] {true, false, true}, 3)),
            new NamedTensor("ids", Tensors.ofLongs(new long[] {-1, Long.MAX_VALUE}, 2, 1)),
            new NamedTensor("w", Tensors.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)),
            new NamedTensor("turned", Tensors.ofFloats(new float[] {1, 2, 3, 4}, 2, 2).t()),
            new NamedTensor("none", Tensors.ofFloats(new float[0], 0, 3)),
            new NamedTensor("name \"with\" ünïcode", Tensors.ofFloats(new float[] {7})));
    Safetensors.write(path, tensors, Map.of("step", "12"));
    try (SafetensorsFile file = Safetensors.read(path)) {
      assertThat(file.metadata()).containsExactly(Map.entry("step", "12"));
      assertThat(file.names())
          .containsExactlyInAnyOrderElementsOf(tensors.stream().map(NamedTensor::name).toList());
      assertThat(Tensors.toBooleans(file.tensor("flags"))).containsExactly(true, false, true);
      assertThat(Tensors.toLongs(file.tensor("ids"))).containsExactly(-1, Long.MAX_VALUE);
      assertThat(Tensors.toFloats(file.tensor("turned"))).containsExactly(1, 3, 2, 4);
      assertThat(file.tensor("none").shape()).containsExactly(0, 3);
      assertThat(file.tensor("name \"with\" ünïcode").dim()).isZero();
    }
    assertThat(files(folder)).containsExactly("model.safetensors");
  }

  @Test
  void leavesTheOldFileAloneWhenItCannotWrite(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("model.safetensors");
    Safetensors.write(path, List.of(), Map.of("step", "1"));
    NamedTensor twice = new NamedTensor("a", Tensors.ofFloats(new float[] {1}, 1));
    assertThatThrownBy(() -> Safetensors.write(path, List.of(twice, twice), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    try (SafetensorsFile file = Safetensors.read(path)) {
      assertThat(file.metadata()).containsEntry("step", "1");
    }
    assertThat(files(folder)).containsExactly("model.safetensors");
  }

  @Test
  void saysWhichFolderIsMissing(@TempDir Path folder) {
    Path path = folder.resolve("nowhere/model.safetensors");
    assertThatThrownBy(() -> Safetensors.write(path, List.of(), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere");
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
