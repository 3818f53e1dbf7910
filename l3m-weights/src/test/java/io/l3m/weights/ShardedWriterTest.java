// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedWriterTest {

  @TempDir private Path folder;

  private static WeightTable torch(String name) throws Exception {
    return WeightTable.read(Path.of(ShardedWriterTest.class.getResource("torch/" + name).toURI()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 1 << 30})
  void whatIsWrittenIsReadAgain(long largest) throws Exception {
    WeightTable before = torch("views.pth");
    Path target = folder.resolve("model");
    List<String> files = ShardedWriter.write(before, target, largest);
    assertThat(files).hasSize(largest == 1 ? 9 : largest == 100 ? 5 : 1);
    WeightTable after = WeightTable.read(target);
    assertThat(after.tensors().keySet())
        .containsExactlyInAnyOrderElementsOf(before.tensors().keySet());
    for (String name : before.tensors().keySet()) {
      assertThat(after.tensor(name).shape()).isEqualTo(before.tensor(name).shape());
      assertThat(floats(after.tensor(name))).isEqualTo(floats(before.tensor(name)));
    }
    assertThat(list(folder)).containsExactly("model");
  }

  /** The elements in row-major order, by their indices. */
  private static List<Float> floats(StoredTensor tensor) throws IOException {
    try (FileChannel file = FileChannel.open(tensor.bytes().file(), StandardOpenOption.READ)) {
      ByteBuffer bytes =
          FileBytes.read(
              tensor.bytes().file(),
              file,
              tensor.bytes().position(),
              (int) tensor.bytes().length());
      List<Float> floats = new java.util.ArrayList<>();
      collect(tensor, bytes.order(ByteOrder.LITTLE_ENDIAN), 0, 0, floats);
      return floats;
    }
  }

  private static void collect(
      StoredTensor tensor, ByteBuffer bytes, int dimension, long at, List<Float> into) {
    if (dimension == tensor.shape().size()) {
      into.add(bytes.getFloat((int) at * Float.BYTES));
      return;
    }
    for (long i = 0; i < tensor.shape().get(dimension); i++) {
      collect(tensor, bytes, dimension + 1, at + i * tensor.strides().get(dimension), into);
    }
  }

  @Test
  void theIndexIsThatOfHuggingFace() throws Exception {
    Path target = folder.resolve("model");
    List<String> files = ShardedWriter.write(torch("state-dict.pth"), target, 30);
    assertThat(files).contains("model-00001-of-00003.safetensors", "model.safetensors.index.json");
    var index =
        JsonParser.parseString(Files.readString(target.resolve("model.safetensors.index.json")))
            .getAsJsonObject();
    assertThat(index.getAsJsonObject("metadata").get("total_size").getAsLong())
        .isEqualTo(4 * (6 + 2 + 2 + 2 + 2 + 2) + 8);
    assertThat(index.getAsJsonObject("weight_map").get("0.weight").getAsString())
        .isEqualTo("model-00001-of-00003.safetensors");
    WeightTable first = WeightTable.read(target.resolve("model-00001-of-00003.safetensors"));
    assertThat(first.metadata()).isEqualTo(Map.of("format", "pt"));
  }

  @Test
  void whatIsThereStays() throws Exception {
    Path target = Files.createDirectory(folder.resolve("model"));
    Files.writeString(target.resolve("notes.txt"), "mine");
    WeightTable table = torch("small.pth");
    assertThatThrownBy(() -> ShardedWriter.write(table, target, 100))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(list(target)).containsExactly("notes.txt");
    Files.delete(target.resolve("notes.txt"));
    assertThat(ShardedWriter.write(table, target, 100)).containsExactly("model.safetensors");
  }

  @Test
  void nothingIsLeftOfAFailure() throws Exception {
    Path source = Files.copy(torch("small.pth").path(), folder.resolve("weights.pth"));
    WeightTable table = WeightTable.read(source);
    Files.write(source, new byte[10]);
    Path target = folder.resolve("model");
    assertThatThrownBy(() -> ShardedWriter.write(table, target, 100))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("became shorter");
    assertThat(list(folder)).containsExactly("weights.pth");
  }

  private static List<String> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
