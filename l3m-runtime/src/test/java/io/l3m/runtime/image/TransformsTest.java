// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.codec.ImageDecoder;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import io.l3m.runtime.golden.Golden;
import io.l3m.runtime.random.TorchRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bits of torchvision's transforms on Pillow images, recorded as check sums. */
final class TransformsTest {

  private static final Map<String, Picture> PICTURES = new ConcurrentHashMap<>();
  private static final Pattern RESIZE =
      Pattern.compile("resize(\\d+)_([a-z]+)(?:\\.centercrop(\\d+))?");
  private static final RandomGenerator NO_CHANCE =
      () -> {
        throw new AssertionError("nothing is drawn here");
      };

  static Stream<Arguments> recorded() {
    return Golden.json("images/images.json").getAsJsonObject("ops").entrySet().stream()
        .map(op -> Arguments.of(op.getKey(), op.getValue().getAsJsonObject()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void givesTheBitsOfTorchvision(String name, JsonObject recorded) {
    Frame result = run(name, recorded);
    assertThat(Golden.sha256(bytes(result))).isEqualTo(recorded.get("sha256").getAsString());
  }

  private static Frame run(String name, JsonObject recorded) {
    Picture source = source(name.substring(0, name.indexOf('.')));
    String op = name.substring(name.indexOf('.') + 1);
    if (op.startsWith("src")) {
      return source;
    }
    if (recorded.has("box_top_left_height_width")) {
      return resizedCrop(source, recorded, op.endsWith("bilinear"));
    }
    if (op.startsWith("train64")) {
      String seed = op.replace("train64.seed", "").replace(".uint8", "");
      RandomGenerator random = new TorchRandom(Long.parseLong(seed));
      return train(op.endsWith("uint8")).apply(source, random);
    }
    if (op.startsWith("adjust_") || op.startsWith("jitter_chain") || op.startsWith("hflip")) {
      return recolour(square64(source), op, recorded);
    }
    if (op.startsWith("padtosquare")) {
      Picture wide = op.endsWith("tall") ? turned(source) : source;
      return PadToSquare.builder().build().apply(wide, NO_CHANCE);
    }
    if (op.startsWith("centercrop")) {
      return crop(recorded.getAsJsonArray("shape").get(0).getAsLong()).apply(source, NO_CHANCE);
    }
    return evaluation(op).apply(source, NO_CHANCE);
  }

  /** A quarter turn to the left. */
  private static Picture turned(Picture picture) {
    byte[] rgb = new byte[picture.rgb().length];
    for (int y = 0; y < picture.width(); y++) {
      for (int x = 0; x < picture.height(); x++) {
        int from = 3 * (x * picture.width() + picture.width() - 1 - y);
        System.arraycopy(picture.rgb(), from, rgb, 3 * (y * picture.height() + x), 3);
      }
    }
    return Picture.of(picture.height(), picture.width(), rgb);
  }

  private static Picture square64(Picture source) {
    return (Picture) evaluation("resize72_bicubic.centercrop64").apply(source, NO_CHANCE);
  }

  private static Frame resizedCrop(Picture source, JsonObject recorded, boolean bilinear) {
    List<Integer> box = ints(recorded.get("box_top_left_height_width"));
    int size = recorded.getAsJsonArray("size").get(0).getAsInt();
    Interpolation filter = bilinear ? Interpolation.BILINEAR : Interpolation.BICUBIC;
    Box part = new Box(box.get(0), box.get(1), box.get(2), box.get(3));
    return Resampler.resize(source, part, size, size, filter);
  }

  private static Frame recolour(Picture picture, String op, JsonObject recorded) {
    if (op.startsWith("hflip")) {
      return RandomHorizontalFlip.builder().p(1).build().apply(picture, new TorchRandom(0));
    }
    List<String> kinds = List.of("brightness", "contrast", "saturation", "hue");
    if (op.startsWith("adjust_")) {
      int which = kinds.indexOf(op.substring("adjust_".length(), op.indexOf('.')));
      return ColorJitter.change(picture, which, recorded.get("factor").getAsDouble());
    }
    Picture current = picture;
    for (int which : ints(recorded.get("order"))) {
      double factor = recorded.getAsJsonArray("factors").get(which).getAsDouble();
      current = ColorJitter.change(current, which, factor);
    }
    return current;
  }

  /** Reads names such as {@code resize72_bicubic.centercrop64} and {@code eval224}. */
  private static Transform evaluation(String op) {
    if (op.startsWith("eval") || op.startsWith("totensor")) {
      long size = Long.parseLong(op.replaceAll("\\D", ""));
      Transform resized = resize(size == 64 ? 72 : 256, Interpolation.BICUBIC);
      Transform numbers = ToTensor.builder().build();
      return op.startsWith("eval")
          ? Compose.builder().transforms(resized, crop(size), numbers, normalize()).build()
          : Compose.builder().transforms(resized, crop(size), numbers).build();
    }
    Matcher words = RESIZE.matcher(op);
    assertThat(words.matches()).as(op).isTrue();
    Interpolation filter = Interpolation.valueOf(words.group(2).toUpperCase(Locale.ROOT));
    Transform resized = resize(Long.parseLong(words.group(1)), filter);
    return words.group(3) == null
        ? resized
        : Compose.builder().transforms(resized, crop(Long.parseLong(words.group(3)))).build();
  }

  /** The training transforms of the ImageNet config with pictures of 64 x 64. */
  private static Transform train(boolean pixels) {
    Transform cut =
        RandomResizedCrop.builder()
            .size(64)
            .scale(0.4, 1.0)
            .interpolation(Interpolation.BICUBIC)
            .build();
    Transform colours =
        ColorJitter.builder().brightness(0.4).contrast(0.4).saturation(0.2).hue(0.1).build();
    Transform augmented =
        Compose.builder()
            .transforms(
                cut,
                RandomHorizontalFlip.builder().build(),
                RandomApply.builder().p(0.8).transforms(colours).build())
            .build();
    return pixels
        ? augmented
        : Compose.builder().transforms(augmented, ToTensor.builder().build(), normalize()).build();
  }

  private static Transform resize(long size, Interpolation filter) {
    return Resize.builder().size(size).interpolation(filter).build();
  }

  private static Transform crop(long size) {
    return CenterCrop.builder().size(size).build();
  }

  private static Transform normalize() {
    return Normalize.builder().mean(0.485, 0.456, 0.406).std(0.229, 0.224, 0.225).build();
  }

  private static Picture source(String name) {
    return PICTURES.computeIfAbsent(
        name,
        unused -> {
          try {
            return switch (name) {
              case "digit0" -> Picture.of(8, 8, Golden.bytes("images/digit0.src8.rgb"));
              case "pad" -> Picture.of(50, 31, Golden.bytes("images/pad.src.rgb"));
              default -> Picture.of(ImageDecoder.decode(Golden.bytes("images/" + name + ".jpg")));
            };
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static byte[] bytes(Frame frame) {
    return switch (frame) {
      case Picture picture -> picture.rgb();
      case FloatArray numbers -> {
        ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length());
        buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers.values());
        yield buffer.array();
      }
    };
  }

  @Test
  void longSideIsCutToWholePixels() {
    JsonElement rows = Golden.json("images/images.json").getAsJsonObject("resize_int_sizes");
    for (JsonElement row : rows.getAsJsonObject().getAsJsonArray("rows")) {
      int width = row.getAsJsonArray().get(0).getAsInt();
      int height = row.getAsJsonArray().get(1).getAsInt();
      Picture picture = Picture.of(width, height, new byte[3 * width * height]);
      Picture resized =
          (Picture)
              resize(row.getAsJsonArray().get(2).getAsLong(), Interpolation.BOX)
                  .apply(picture, NO_CHANCE);
      assertThat(List.of(resized.width(), resized.height()))
          .isEqualTo(ints(row.getAsJsonArray().get(3)));
    }
  }

  static Stream<JsonObject> crops() {
    return Golden.json("images/random_draws.json").getAsJsonArray("rrc").asList().stream()
        .map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("crops")
  void partsAreDrawnAsTorchvisionDrawsThem(JsonObject recorded) {
    List<JsonElement> scale = recorded.getAsJsonArray("scale").asList();
    RandomResizedCrop crop =
        RandomResizedCrop.builder()
            .size(8)
            .scale(scale.get(0).getAsDouble(), scale.get(1).getAsDouble())
            .build();
    int height = recorded.get("h").getAsInt();
    int width = recorded.get("w").getAsInt();
    recorded
        .getAsJsonObject("first20_top_left_height_width_by_torch_seed")
        .entrySet()
        .forEach(seed -> {
          TorchRandom random = new TorchRandom(Long.parseLong(seed.getKey()));
          for (JsonElement expected : seed.getValue().getAsJsonArray()) {
            Box box = crop.draw(height, width, random);
            assertThat(List.of(box.top(), box.left(), box.height(), box.width()))
                .isEqualTo(ints(expected));
          }
        });
  }

  @Test
  void uniformNumbersAreThoseOfTorch() {
    TorchRandom random = new TorchRandom(0);
    for (JsonElement expected :
        Golden.json("images/random_draws.json").getAsJsonArray("torch_seed0_rand20")) {
      assertThat((double) random.nextFloat()).isEqualTo(expected.getAsDouble(), within(1e-9));
    }
  }

  @Test
  void cutsOfOtherGeneratorsHaveTheSameDistribution() {
    RandomGenerator random = new SplittableRandom(5);
    RandomResizedCrop crop = RandomResizedCrop.builder().size(8).scale(0.4, 1.0).build();
    double mean =
        IntStream.range(0, 20_000)
            .mapToObj(i -> crop.draw(427, 640, random))
            .mapToDouble(box -> box.height() * box.width() / (427.0 * 640))
            .average()
            .orElseThrow();
    assertThat(mean).isEqualTo(0.5618, within(0.005)); // as torchvision's own 20 000 draws
  }

  @Test
  void normalizeAloneEqualsNormalizeJoined() {
    Frame numbers = ToTensor.builder().build().apply(source("digit0"), NO_CHANCE);
    Frame joined =
        Compose.builder()
            .transforms(ToTensor.builder().build(), normalize())
            .build()
            .apply(source("digit0"), NO_CHANCE);
    assertThat(normalize().apply(numbers, NO_CHANCE)).isEqualTo(joined);
  }

  @Test
  void wrongOrderIsAnErrorThatSaysSo() {
    assertThatThrownBy(() -> normalize().apply(source("digit0"), NO_CHANCE))
        .hasMessage("`Normalize` works on numbers; put `ToTensor` before it");
    Frame numbers = ToTensor.builder().build().apply(source("digit0"), NO_CHANCE);
    assertThatThrownBy(() -> crop(4).apply(numbers, NO_CHANCE))
        .hasMessage("`CenterCrop` works on pixels; put it before `ToTensor`");
  }

  @Test
  void impossibleParametersAreErrors() {
    assertThatThrownBy(() -> Resize.builder().build())
        .hasMessage("`size` must be one number, or height and width");
    assertThatThrownBy(() -> RandomHorizontalFlip.builder().p(1.5).build())
        .hasMessage("`p` must be from 0 to 1, not 1.5");
    assertThatThrownBy(() -> ColorJitter.builder().hue(0.6).build())
        .hasMessageStartingWith("`hue` must be a number from 0 to 0.5");
    assertThatThrownBy(() -> RandomResizedCrop.builder().size(4).scale(1, 0.5).build())
        .hasMessage("`scale` must be two numbers above 0, the smaller one first");
  }

  private static List<Integer> ints(JsonElement array) {
    return array.getAsJsonArray().asList().stream().map(JsonElement::getAsInt).toList();
  }
}
