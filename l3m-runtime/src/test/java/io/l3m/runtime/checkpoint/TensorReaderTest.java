// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Tensors;
import io.l3m.weights.ElementType;
import io.l3m.weights.StoredTensor;
import io.l3m.weights.WeightTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The elements of files that PyTorch has written are those that it says. */
class TensorReaderTest {

  private static final Path FILES =
      Path.of("../l3m-weights/src/test/resources/io/l3m/weights/torch");

  private static JsonObject expected() throws IOException {
    return JsonParser.parseString(Files.readString(FILES.resolve("expected.json")))
        .getAsJsonObject();
  }

  static List<String> files() throws IOException {
    return List.copyOf(expected().keySet());
  }

  @ParameterizedTest
  @MethodSource("files")
  void elementsAreThoseOfPyTorch(String file) throws IOException {
    WeightTable table = WeightTable.read(FILES.resolve(file));
    JsonObject wanted = expected().getAsJsonObject(file);
    try (TensorReader reader = new TensorReader()) {
      for (Map.Entry<String, StoredTensor> entry : table.tensors().entrySet()) {
        JsonElement values = wanted.getAsJsonObject(entry.getKey()).get("values");
        if (values instanceof JsonArray numbers) {
          Tensor tensor = reader.read(entry.getKey(), entry.getValue());
          assertThat(tensor.is_contiguous()).isTrue();
          assertThat(Tensors.toDoubles(tensor))
              .as(entry.getKey())
              .containsExactly(
                  numbers.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray());
        } else {
          assertThatThrownBy(() -> reader.read(entry.getKey(), entry.getValue()))
              .hasMessageContaining("C64, which is not supported");
        }
      }
    }
  }

  @Test
  void theHighestByteMayComeFirst(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bytes");
    Files.write(file, new byte[] {9, 0x3f, (byte) 0x80, 0, 0, (byte) 0xc0, 0, 0, 0});
    StoredTensor stored =
        new StoredTensor(
            ElementType.F32,
            List.of(2L),
            List.of(1L),
            new StoredTensor.Extent(file, 1, 2 * Float.BYTES, true));
    try (TensorReader reader = new TensorReader()) {
      assertThat(Tensors.toFloats(reader.read("x", stored))).containsExactly(1, -2);
    }
  }

  @Test
  void aTensorBeyondTwoGibibytesOfFileIsRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("far");
    long far = 3L << 30;
    try (var channel =
        java.nio.channels.FileChannel.open(
            file,
            java.nio.file.StandardOpenOption.CREATE_NEW,
            java.nio.file.StandardOpenOption.SPARSE,
            java.nio.file.StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(new byte[] {1, 0, 1}), far);
    }
    StoredTensor stored =
        new StoredTensor(
            ElementType.BOOL,
            List.of(3L),
            List.of(1L),
            new StoredTensor.Extent(file, far, 3, false));
    try (TensorReader reader = new TensorReader()) {
      Tensor tensor = reader.read("x", stored);
      assertThat(Dtype.of(tensor)).isEqualTo(Dtype.BOOL);
      assertThat(Tensors.toBooleans(tensor)).containsExactly(true, false, true);
    }
  }

  @Test
  void filesOfAnIndexAreOne(@TempDir Path folder) throws IOException {
    Safetensors.write(folder.resolve("a.safetensors"), vector("x", 1, 2), Map.of());
    Safetensors.write(folder.resolve("b.safetensors"), vector("y", 3), Map.of());
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(
        index,
        "{\"metadata\":{\"total_size\":12},\"weight_map\":{\"x\":\"a.safetensors\",\"y\":\"b.safetensors\"}}");
    for (Path path : List.of(index, folder)) {
      WeightTable table = WeightTable.read(path);
      assertThat(table.tensors().keySet()).containsExactly("x", "y");
      try (TensorReader reader = new TensorReader()) {
        assertThat(Tensors.toFloats(reader.read("y", table.tensor("y")))).containsExactly(3);
      }
    }
    Files.delete(folder.resolve("b.safetensors"));
    assertThatThrownBy(() -> WeightTable.read(folder))
        .hasMessageContaining("the file `b.safetensors` is missing");
    Files.writeString(index, "{\"weight_map\":{\"x\":\"../a.safetensors\"}}");
    assertThatThrownBy(() -> WeightTable.read(folder))
        .hasMessageContaining("which is not beside it");
    Files.writeString(index, "{\"weight_map\":{\"z\":\"a.safetensors\"}}");
    assertThatThrownBy(() -> WeightTable.read(folder))
        .hasMessageContaining("`z` is not in `a.safetensors`, where the index says it is");
  }

  private static List<NamedTensor> vector(String name, float... values) {
    return List.of(new NamedTensor(name, Tensors.ofFloats(values, values.length)));
  }
}
