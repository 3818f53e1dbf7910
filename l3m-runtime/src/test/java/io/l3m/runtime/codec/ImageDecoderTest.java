// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.l3m.runtime.golden.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pixels and refusals against those of Pillow's {@code convert("RGB")}. */
final class ImageDecoderTest {

  static Stream<Arguments> readable() {
    return odd()
        .filter(file -> file.getValue().has("sha256") && !file.getKey().endsWith(".webp"))
        .map(file -> Arguments.of(file.getKey(), file.getValue()));
  }

  static Stream<String> unreadable() {
    return odd().filter(file -> !file.getValue().has("sha256")).map(Map.Entry::getKey);
  }

  private static Stream<Map.Entry<String, JsonObject>> odd() {
    return Golden.json("odd/odd.json").getAsJsonObject("files").entrySet().stream()
        .map(file ->
            Map.entry(
                file.getKey(), file.getValue().getAsJsonObject().getAsJsonObject("l3m_loader")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void decodesAsPillowDoes(String name, JsonObject expected) throws IOException {
    Pixels pixels = ImageDecoder.decode(Golden.bytes("odd/" + name));
    assertThat(List.of((long) pixels.height(), (long) pixels.width(), 3L))
        .isEqualTo(Golden.longs(expected.get("shape_hwc")));
    assertThat(pixel(pixels, 0)).isEqualTo(Golden.longs(expected.get("first_pixel")));
    assertThat(pixel(pixels, pixels.width() * pixels.height() - 1))
        .isEqualTo(Golden.longs(expected.get("last_pixel")));
    assertThat(Golden.sha256(pixels.rgb())).isEqualTo(expected.get("sha256").getAsString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void refusesWhatPillowRefuses(String name, @TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve(name), Golden.bytes("odd/" + name));
    assertThatThrownBy(() -> ImageDecoder.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot decode the image `" + file + "`: ");
  }

  /** No more than a sentence comes of what is damaged, and what it names is not allocated. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void whatIsDamagedIsAPictureOrASentence(String name, JsonObject unused) throws IOException {
    byte[] whole = Golden.bytes("odd/" + name);
    Random random = new Random(name.hashCode());
    for (int i = 0; i < 40; i++) {
      byte[] content =
          Arrays.copyOf(whole, i % 4 == 0 ? random.nextInt(whole.length) : whole.length);
      int header = Math.min(content.length, 64);
      for (int j = 0; j < 2 && header > 0; j++) {
        content[random.nextInt(i % 2 == 0 ? header : content.length)] = (byte) random.nextInt(256);
      }
      try {
        Pixels pixels = ImageDecoder.decode(content);
        assertThat(pixels.rgb()).hasSize(3 * pixels.width() * pixels.height());
      } catch (IOException refused) {
        assertThat(refused).message().isNotBlank().doesNotContain("null", "java.");
      }
    }
  }

  @Test
  void aNamedSizeIsNotAllocatedForNothing() {
    byte[] content = "P6 13000 13000 255\n...".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> ImageDecoder.decode(content))
        .isInstanceOf(IOException.class)
        .hasMessage("it has 22 bytes, which cannot hold the 13000 x 13000 pixels that it names");
  }

  static Stream<Arguments> photos() {
    return Golden.json("images/images.json").getAsJsonObject("images").entrySet().stream()
        .map(image -> Arguments.of(image.getKey(), image.getValue().getAsJsonObject()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("photos")
  void decodesPhotosAsPillowDoes(String name, JsonObject expected) throws IOException {
    Pixels pixels = ImageDecoder.decode(Golden.bytes("images/" + name + ".jpg"));
    assertThat(Golden.sha256(pixels.rgb())).isEqualTo(expected.get("sha256_rgb").getAsString());
  }

  @Test
  void webpIsRefusedWithAWayOut() {
    assertThatThrownBy(() -> ImageDecoder.decode(Golden.bytes("odd/lossy.webp")))
        .hasMessage("it is a WebP image, which is not supported; convert it to PNG or JPEG");
  }

  @Test
  void missingFileIsNamed(@TempDir Path folder) {
    Path file = folder.resolve("gone.png");
    assertThatThrownBy(() -> ImageDecoder.read(file)).hasMessage("there is no image `%s`", file);
  }

  private static List<Long> pixel(Pixels pixels, int number) {
    return Stream.of(0, 1, 2).map(c -> pixels.rgb()[3 * number + c] & 0xffL).toList();
  }
}
