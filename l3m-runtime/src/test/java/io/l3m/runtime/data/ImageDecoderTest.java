// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pixels and refusals against those of Pillow's {@code convert("RGB")}. */
final class ImageDecoderTest {

  private static final List<String> WEBP = List.of("lossless.webp", "lossy.webp");

  static Stream<Arguments> readable() {
    return odd()
        .filter(file -> file.getValue().has("sha256") && !WEBP.contains(file.getKey()))
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
    Picture picture = ImageDecoder.decode(Golden.bytes("odd/" + name));
    assertThat(List.of((long) picture.height(), (long) picture.width(), 3L))
        .isEqualTo(Golden.longs(expected.get("shape_hwc")));
    assertThat(pixel(picture, 0)).isEqualTo(Golden.longs(expected.get("first_pixel")));
    assertThat(pixel(picture, picture.width() * picture.height() - 1))
        .isEqualTo(Golden.longs(expected.get("last_pixel")));
    assertThat(Golden.sha256(picture.rgb())).isEqualTo(expected.get("sha256").getAsString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void refusesWhatPillowRefuses(String name, @TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve(name), Golden.bytes("odd/" + name));
    assertThatThrownBy(() -> ImageDecoder.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot decode the image `" + file + "`: ");
  }

  static Stream<Arguments> photos() {
    return Golden.json("images/images.json").getAsJsonObject("images").entrySet().stream()
        .map(image -> Arguments.of(image.getKey(), image.getValue().getAsJsonObject()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("photos")
  void decodesPhotosAsPillowDoes(String name, JsonObject expected) throws IOException {
    Picture picture = ImageDecoder.decode(Golden.bytes("images/" + name + ".jpg"));
    assertThat(Golden.sha256(picture.rgb())).isEqualTo(expected.get("sha256_rgb").getAsString());
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

  private static List<Long> pixel(Picture picture, int number) {
    return Stream.of(0, 1, 2).map(c -> picture.rgb()[3 * number + c] & 0xffL).toList();
  }
}
