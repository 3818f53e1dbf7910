// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.runtime.golden.Golden;
import io.l3m.runtime.image.PadToSquare;
import io.l3m.runtime.random.NumpyPcg64;
import io.l3m.runtime.random.TorchRandom;
import io.l3m.runtime.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Samplers, masks, choices, batches and paddings as the original made them. */
final class RecordedDrawsTest {

  private static final JsonObject RECORDED = Golden.json("misc/misc.json");

  private static List<JsonObject> objects(JsonElement array) {
    return array.getAsJsonArray().asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  @Test
  void samplersReadInTheSameOrder() {
    for (JsonObject recorded : objects(RECORDED.get("sampler"))) {
      IndexOrder order =
          InfiniteDataSampler.builder()
              .shuffle(recorded.get("shuffle").getAsBoolean())
              .numReplicas(recorded.get("num_replicas").getAsLong())
              .rank(recorded.get("rank").getAsLong())
              .seed(recorded.get("seed").getAsLong())
              .seekAhead(recorded.get("seek_ahead").getAsLong())
              .build()
              .order(recorded.get("n").getAsLong());
      List<Long> expected = Golden.longs(recorded.get("first30"));
      List<Long> found = new ArrayList<>();
      PrimitiveIterator.OfLong indices = order.from(0);
      while (found.size() < expected.size()) {
        found.add(indices.nextLong());
      }
      assertThat(found).as(recorded.toString()).isEqualTo(expected);
    }
  }

  @Test
  void masksAreTheSame() {
    JsonObject masks = RECORDED.getAsJsonObject("masks");
    for (JsonObject recorded : objects(masks.get("RasterMasking"))) {
      MaskGenerator generator =
          RasterMasking.builder()
              .numPatches(recorded.get("num_patches").getAsLong())
              .maskingRatio(recorded.get("masking_ratio").getAsDouble())
              .build();
      assertThat(bits(generator, new TorchRandom(0))).isEqualTo(recorded.get("mask").getAsString());
    }
    for (JsonObject recorded : objects(masks.get("RandomMasking"))) {
      MaskGenerator generator =
          RandomMasking.builder()
              .numPatches(recorded.get("num_patches").getAsLong())
              .maskingRatio(recorded.get("masking_ratio").getAsDouble())
              .build();
      RandomGenerator random = new TorchRandom(recorded.get("torch_seed").getAsLong());
      for (JsonElement expected : recorded.getAsJsonArray("first5")) {
        assertThat(bits(generator, random)).isEqualTo(expected.getAsString());
      }
    }
  }

  @Test
  void prefixesAreTheSame() {
    JsonArray recordings = RECORDED.getAsJsonObject("masks").getAsJsonArray("RandomRasterMasking");
    for (JsonObject recorded : objects(recordings)) {
      long patches = recorded.get("num_patches").getAsLong();
      MaskGenerator generator =
          RandomRasterMasking.builder()
              .numPatches(patches)
              .prefixRange(
                  Golden.longs(recorded.get("prefix_range")).stream().mapToLong(x -> x).toArray())
              .sampleStart(recorded.get("sample_start").getAsBoolean())
              .multipleof(recorded.get("multipleof").getAsLong())
              .build();
      RandomGenerator random = new NumpyPcg64(recorded.get("seed").getAsLong());
      for (JsonObject expected : objects(recorded.get("first20"))) {
        int start = expected.get("start").getAsInt();
        int length = expected.get("len").getAsInt();
        String visible = "1".repeat(start) + "0".repeat(length);
        assertThat(bits(generator, random))
            .isEqualTo(visible + "1".repeat((int) patches - start - length));
      }
    }
  }

  private static String bits(MaskGenerator generator, RandomGenerator random) {
    StringBuilder bits = new StringBuilder();
    for (boolean hidden : ((BoolArray) generator.generate(random)).values()) {
      bits.append(hidden ? '1' : '0');
    }
    return bits.toString();
  }

  @Test
  void choicesAreTheSame() {
    JsonObject recorded = RECORDED.getAsJsonObject("RandomBinaryChoice");
    MaskGenerator generator =
        RandomBinaryChoice.builder().prob(recorded.get("prob").getAsDouble()).build();
    RandomGenerator random = new NumpyPcg64(recorded.get("seed").getAsLong());
    for (long expected : Golden.longs(recorded.get("first30"))) {
      assertThat(generator.generate(random)).isEqualTo(LongArray.scalar(expected));
    }
  }

  @Test
  void batchesAreStackedAlike() {
    JsonObject integers = RECORDED.getAsJsonObject("collate").getAsJsonObject("np");
    List<List<Long>> rows =
        integers.getAsJsonArray("values").asList().stream().map(Golden::longs).toList();
    Tensor found =
        Collate.stack(
            rows, row -> LongArray.vector(row.stream().mapToLong(value -> value).toArray()));
    assertThat(Tensors.shape(found))
        .containsExactly(
            Golden.longs(integers.get("shape")).stream().mapToLong(size -> size).toArray());
    assertThat(Tensors.toLongs(found))
        .containsExactly(rows.stream().flatMap(List::stream).mapToLong(value -> value).toArray());
    List<LongArray> ragged = List.of(LongArray.vector(1, 2), LongArray.vector(1, 2, 3));
    assertThatThrownBy(() -> Collate.stack(ragged, row -> row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at place 1");
  }

  @Test
  void squaresAreThoseOfTheOriginal() {
    JsonArray configs = Golden.json("optim/pad_to_square/expect.json").getAsJsonArray("configs");
    byte[] file = Golden.bytes("optim/pad_to_square/tensors.safetensors");
    for (int i = 0; i < configs.size(); i++) {
      JsonObject config = configs.get(i).getAsJsonObject();
      PadToSquare.Builder builder = PadToSquare.builder();
      if (config.has("mean")) {
        builder.mean(
            config.getAsJsonArray("mean").asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray());
      }
      assertThat(builder.build().apply(picture(file, "in." + i), new TorchRandom(0)))
          .as("case %d", i)
          .isEqualTo(picture(file, "out." + i));
    }
  }

  /** A tensor {@code [height, width, 3]} of bytes. */
  private static Picture picture(byte[] file, String name) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.toIntExact(bytes.getLong());
    JsonObject entry =
        JsonParser.parseString(new String(file, 8, header, StandardCharsets.UTF_8))
            .getAsJsonObject()
            .getAsJsonObject(name);
    List<Long> shape = Golden.longs(entry.get("shape"));
    byte[] rgb = new byte[Math.toIntExact(shape.get(0) * shape.get(1) * 3)];
    int start = 8 + header + entry.getAsJsonArray("data_offsets").get(0).getAsInt();
    System.arraycopy(file, start, rgb, 0, rgb.length);
    return Picture.of(shape.get(1).intValue(), shape.get(0).intValue(), rgb);
  }
}
