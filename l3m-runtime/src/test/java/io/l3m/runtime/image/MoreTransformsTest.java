// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import io.l3m.runtime.golden.Golden;
import io.l3m.runtime.random.TorchRandom;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Transforms against what torchvision made of the same pictures, pixel by pixel. */
final class MoreTransformsTest {

  private static final JsonObject RECORDED = Golden.json("images/more_transforms.json");

  static Stream<Arguments> cases() {
    return of("cases");
  }

  static Stream<Arguments> seeded() {
    return of("seeded");
  }

  static Stream<Arguments> erasing() {
    return of("erasing");
  }

  private static Stream<Arguments> of(String kind) {
    return RECORDED.getAsJsonArray(kind).asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(recorded -> Arguments.of(recorded.get("name").getAsString(), recorded));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void pixelsAreThoseOfTorchvision(String name, JsonObject recorded) {
    Transform transform = transform(recorded);
    Picture source = picture(RECORDED.getAsJsonObject(recorded.get("source").getAsString()));
    Picture found = (Picture) transform.apply(source, new TorchRandom(0));
    check(name, found, picture(recorded.getAsJsonObject("result")), tolerance(recorded));
  }

  private static int tolerance(JsonObject recorded) {
    return recorded.get("tolerance").getAsInt();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seeded")
  void drawsAreThoseOfTorchvision(String name, JsonObject recorded) {
    Transform transform = transform(recorded);
    Picture source = picture(RECORDED.getAsJsonObject(recorded.get("source").getAsString()));
    JsonArray seeds = recorded.getAsJsonArray("seeds");
    for (int i = 0; i < seeds.size(); i++) {
      TorchRandom random = new TorchRandom(seeds.get(i).getAsLong());
      for (JsonElement result : recorded.getAsJsonArray("results").get(i).getAsJsonArray()) {
        Picture found = (Picture) transform.apply(source, random);
        check(name, found, picture(result.getAsJsonObject()), 0);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("erasing")
  void rectanglesAreThoseOfTorchvision(String name, JsonObject recorded) {
    Transform transform = erasing(recorded.getAsJsonObject("args"));
    Picture source = picture(RECORDED.getAsJsonObject("picture"));
    FloatArray numbers = ToTensor.builder().build().numbers(source, new TorchRandom(0));
    JsonArray seeds = recorded.getAsJsonArray("seeds");
    for (int i = 0; i < seeds.size(); i++) {
      TorchRandom random = new TorchRandom(seeds.get(i).getAsLong());
      for (JsonElement result : recorded.getAsJsonArray("results").get(i).getAsJsonArray()) {
        FloatArray found = (FloatArray) transform.apply(numbers, random);
        assertThat(found.values()).as(name).containsExactly(floats(result.getAsString()));
      }
    }
  }

  private static void check(String name, Picture found, Picture expected, int tolerance) {
    assertThat(found.width()).as(name).isEqualTo(expected.width());
    assertThat(found.height()).as(name).isEqualTo(expected.height());
    for (int i = 0; i < expected.rgb().length; i++) {
      assertThat(found.rgb()[i] & 0xff)
          .as("%s at %d", name, i)
          .isCloseTo(expected.rgb()[i] & 0xff, within(tolerance));
    }
  }

  private static Transform transform(JsonObject recorded) {
    JsonObject args = recorded.getAsJsonObject("args");
    return switch (recorded.get("target").getAsString()) {
      case "Grayscale" ->
          Grayscale.builder()
              .numOutputChannels(args.get("num_output_channels").getAsLong())
              .build();
      case "RandomGrayscale" -> RandomGrayscale.builder().p(args.get("p").getAsDouble()).build();
      case "RandomVerticalFlip" ->
          RandomVerticalFlip.builder().p(args.has("p") ? args.get("p").getAsDouble() : 0.5).build();
      case "GaussianBlur" ->
          GaussianBlur.builder()
              .kernelSize(longs(args.get("kernel_size")))
              .sigma(doubles(args.get("sigma")))
              .build();
      case "Resize" ->
          Resize.builder()
              .size(args.get("size").getAsLong())
              .maxSize(args.get("max_size").getAsLong())
              .build();
      case "RandomRotation" -> rotation(args);
      case "RandomCrop" -> crop(args);
      default -> throw new IllegalArgumentException(recorded.get("target").getAsString());
    };
  }

  private static Transform rotation(JsonObject args) {
    RandomRotation.Builder builder = RandomRotation.builder().degrees(doubles(args.get("degrees")));
    if (args.has("interpolation")) {
      builder
          .interpolation(
              switch (args.get("interpolation").getAsInt()) {
                case 0 -> Interpolation.NEAREST;
                case 2 -> Interpolation.BILINEAR;
                default -> Interpolation.BICUBIC;
              })
          .expand(args.get("expand").getAsBoolean())
          .fill(args.get("fill").getAsLong());
    }
    return builder.build();
  }

  private static Transform crop(JsonObject args) {
    RandomCrop.Builder builder = RandomCrop.builder().size(longs(args.get("size")));
    if (args.has("padding")) {
      builder.padding(longs(args.get("padding")));
    }
    if (args.has("pad_if_needed")) {
      builder.padIfNeeded(args.get("pad_if_needed").getAsBoolean());
    }
    if (args.has("fill")) {
      builder.fill(args.get("fill").getAsLong());
    }
    if (args.has("padding_mode")) {
      builder.paddingMode(args.get("padding_mode").getAsString());
    }
    return builder.build();
  }

  private static Transform erasing(JsonObject args) {
    RandomErasing.Builder builder = RandomErasing.builder();
    if (args.has("p")) {
      builder.p(args.get("p").getAsDouble()).value(doubles(args.get("value")));
    }
    if (args.has("scale")) {
      builder.scale(doubles(args.get("scale"))).ratio(doubles(args.get("ratio")));
    }
    return builder.build();
  }

  @Test
  void grayPicturesHaveOneChannel() {
    Picture source = picture(RECORDED.getAsJsonObject("picture"));
    TorchRandom random = new TorchRandom(0);
    Transform gray =
        Compose.builder()
            .transforms(
                Grayscale.builder().build(),
                Resize.builder().size(8).build(),
                CenterCrop.builder().size(6).build(),
                ToTensor.builder().build(),
                Normalize.builder().mean(0.5).std(0.5).build())
            .build();
    assertThat(gray.numbers(source, random).shape()).containsExactly(1, 6, 6);
    Transform three =
        Compose.builder()
            .transforms(
                Grayscale.builder().build(),
                ToTensor.builder().build(),
                Normalize.builder().mean(0.5, 0.5, 0.5).std(0.5, 0.5, 0.5).build())
            .build();
    assertThatThrownBy(() -> three.numbers(source, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 means");
  }

  @Test
  void noiseFillsARectangle() {
    float[] values = new float[3 * 16 * 16];
    Arrays.fill(values, 7f);
    FloatArray numbers = FloatArray.of(values, 3, 16, 16);
    Transform erasing = RandomErasing.builder().p(1).value("random").build();
    FloatArray found = (FloatArray) erasing.apply(numbers, new TorchRandom(1));
    assertThat(numbers.values()).containsOnly(7f);
    long changed = Stream.of(boxed(found.values())).filter(v -> v != 7f).count();
    assertThat(changed).isPositive().isLessThan(values.length);
    assertThat(changed % 3).isZero();
  }

  private static Float[] boxed(float... values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }

  @Test
  void saysWhatCannotBe() {
    Picture source = picture(RECORDED.getAsJsonObject("picture"));
    assertThatThrownBy(
            () -> RandomCrop.builder().size(50).build().apply(source, new TorchRandom(0)))
        .hasMessageContaining("`pad_if_needed`");
    assertThatThrownBy(() -> GaussianBlur.builder().kernelSize(4).build())
        .hasMessageContaining("must be odd");
    assertThatThrownBy(() -> RandomRotation.builder().degrees(-3).build())
        .hasMessageContaining("`degrees`");
    assertThatThrownBy(() -> RandomErasing.builder().value("noise"))
        .hasMessageContaining("`noise`");
    assertThatThrownBy(() -> RandomCrop.builder().size(2).paddingMode("wrap").build())
        .hasMessageContaining("`wrap`");
  }

  private static Picture picture(JsonObject recorded) {
    return Picture.of(
        recorded.get("width").getAsInt(),
        recorded.get("height").getAsInt(),
        Base64.getDecoder().decode(recorded.get("rgb").getAsString()));
  }

  private static float[] floats(String base64) {
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private static long[] longs(JsonElement value) {
    return items(value).stream().mapToLong(JsonElement::getAsLong).toArray();
  }

  private static double[] doubles(JsonElement value) {
    return items(value).stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }

  private static List<JsonElement> items(JsonElement value) {
    return value.isJsonArray() ? value.getAsJsonArray().asList() : List.of(value);
  }
}
