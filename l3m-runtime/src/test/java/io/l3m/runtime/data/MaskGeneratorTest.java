// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.golden.Golden;
import io.l3m.runtime.random.NumpyPcg64;
import io.l3m.runtime.random.TorchRandom;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the original's generators, one object called again and again. */
final class MaskGeneratorTest {

  static Stream<JsonObject> recorded() {
    return Golden.json("optim/masks.json").getAsJsonArray("cases").asList().stream()
        .map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void drawsWhatTheOriginalDraws(JsonObject recorded) {
    JsonObject config = recorded.getAsJsonObject("config");
    MaskGenerator generator = generator(config);
    RandomGenerator random = random(recorded, config);
    for (JsonElement expected : recorded.getAsJsonArray("sequence")) {
      switch (generator.generate(random)) {
        case BoolArray mask when mask.shape().length == 0 ->
            assertThat(mask.values()[0] ? 1.0 : 0.0).isEqualTo(expected.getAsDouble());
        case BoolArray mask -> assertThat(bits(mask)).isEqualTo(expected.getAsString());
        case LongArray number ->
            assertThat((double) number.values()[0]).isEqualTo(expected.getAsDouble());
        case FloatArray number ->
            assertThat((double) number.values()[0]).isEqualTo(expected.getAsDouble());
      }
    }
    if (recorded.has("prefix_lengths")) {
      RandomGenerator fresh = random(recorded, config);
      assertThat(
              Golden.longs(recorded.get("prefix_lengths")).stream()
                  .map(unused -> visible((BoolArray) generator.generate(fresh)))
                  .toList())
          .isEqualTo(Golden.longs(recorded.get("prefix_lengths")));
    }
  }

  private static RandomGenerator random(JsonObject recorded, JsonObject config) {
    return recorded.has("torch_manual_seed")
        ? new TorchRandom(recorded.get("torch_manual_seed").getAsLong())
        : new NumpyPcg64(config.has("seed") ? config.get("seed").getAsLong() : 0);
  }

  private static MaskGenerator generator(JsonObject config) {
    String target = config.get("_target_").getAsString();
    return switch (target.substring(target.lastIndexOf('.') + 1)) {
      case "RandomMasking" -> {
        RandomMasking.Builder builder = RandomMasking.builder();
        given(config, "num_patches").ifPresent(n -> builder.numPatches(n.getAsLong()));
        given(config, "masking_ratio").ifPresent(r -> builder.maskingRatio(r.getAsDouble()));
        yield builder.build();
      }
      case "RasterMasking" -> {
        RasterMasking.Builder builder = RasterMasking.builder();
        given(config, "num_patches").ifPresent(n -> builder.numPatches(n.getAsLong()));
        given(config, "masking_ratio").ifPresent(r -> builder.maskingRatio(r.getAsDouble()));
        yield builder.build();
      }
      case "RandomBinaryChoice" ->
          RandomBinaryChoice.builder()
              .prob(config.get("prob").getAsDouble())
              .castType(castType(config))
              .build();
      case "RandomRasterMasking" -> {
        RandomRasterMasking.Builder builder = RandomRasterMasking.builder();
        given(config, "num_patches").ifPresent(n -> builder.numPatches(n.getAsLong()));
        given(config, "prefix_range")
            .map(range -> Golden.longs(range).stream().mapToLong(x -> x).toArray())
            .ifPresent(builder::prefixRange);
        given(config, "multipleof").ifPresent(n -> builder.multipleof(n.getAsLong()));
        yield builder
            .sampleStart(flag(config, "sample_start"))
            .forceFullAttn(flag(config, "force_full_attn"))
            .build();
      }
      default -> abort("l3m has no generator `" + target + "`");
    };
  }

  private static Optional<JsonElement> given(JsonObject config, String name) {
    return Optional.ofNullable(config.get(name)).filter(value -> !value.isJsonNull());
  }

  private static boolean flag(JsonObject config, String name) {
    return config.has(name) && config.get(name).getAsBoolean();
  }

  private static NumberClass castType(JsonObject config) {
    String path =
        config.has("cast_type")
            ? config.getAsJsonObject("cast_type").get("path").getAsString()
            : "builtins.int";
    String kind = path.substring(path.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
    return NumberClass.builder().path(NumberKind.valueOf(kind)).build();
  }

  private static String bits(BoolArray mask) {
    StringBuilder bits = new StringBuilder();
    for (boolean hidden : mask.values()) {
      bits.append(hidden ? '1' : '0');
    }
    return bits.toString();
  }

  private static long visible(BoolArray mask) {
    return IntStream.range(0, mask.length()).filter(i -> !mask.values()[i]).count();
  }

  @Test
  void numbersOfPcg64AreThoseOfNumpy() {
    NumpyPcg64 random = new NumpyPcg64(0);
    assertThat(random.nextLong()).isEqualTo(Long.parseUnsignedLong("11749869230777074271"));
    assertThat(random.nextLong()).isEqualTo(4976686463289251617L);
    NumpyPcg64 again = new NumpyPcg64(0);
    assertThat(again.nextDouble()).isEqualTo(0.6369616873214543);
    assertThat(again.nextDouble()).isEqualTo(0.2697867137638703);
  }

  @Test
  void ownSeedsTellGeneratorsApart() {
    MaskGenerator first = RandomRasterMasking.builder().seed(1).build();
    MaskGenerator second = RandomRasterMasking.builder().seed(2).build();
    assertThat(
            IntStream.range(0, 8).mapToObj(i -> first.generate(new SplittableRandom(i))).toList())
        .isNotEqualTo(
            IntStream.range(0, 8).mapToObj(i -> second.generate(new SplittableRandom(i))).toList());
  }

  @Test
  void rangesWithoutAnythingToDrawAreErrors() {
    assertThatThrownBy(() -> RandomRasterMasking.builder().prefixRange(9, 15).multipleof(8).build())
        .hasMessage("`prefix_range` from 9 to 15 holds no multiple of 8");
    assertThatThrownBy(
            () -> RandomRasterMasking.builder().numPatches(64).prefixRange(1, 65).build())
        .hasMessage("`prefix_range` reaches 65, which leaves nothing of 64 patches to hide");
  }

  @Test
  void samplesCarryWhatTheirGeneratorsMade() throws IOException {
    Dataset<String> names =
        new Dataset<>() {
          @Override
          public long size() {
            return 2;
          }

          @Override
          public String get(long index, RandomGenerator random) {
            return "sample " + index;
          }
        };
    DatasetWithGenerator<String> dataset =
        DatasetWithGenerator.builder()
            .generators(RasterMasking.builder().numPatches(4).build(), r -> LongArray.scalar(7))
            .baseDataset(names)
            .build();
    Generated<String> sample = dataset.get(1, new SplittableRandom(0));
    assertThat(sample.sample()).isEqualTo("sample 1");
    assertThat(sample.value(0)).isEqualTo(BoolArray.vector(false, false, true, true));
    assertThat(sample.value(1)).isEqualTo(LongArray.scalar(7));
    assertThat(dataset.describe(0)).isEqualTo("sample 0");
  }
}
