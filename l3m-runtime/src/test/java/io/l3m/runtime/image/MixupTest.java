// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.HostArray;
import io.l3m.runtime.data.LabelledImage;
import io.l3m.runtime.data.LongArray;
import io.l3m.runtime.golden.Golden;
import io.l3m.runtime.random.NumpyRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against timm's Mixup with NumPy's global generator. */
final class MixupTest {

  static List<String> recorded() {
    return Golden.folders("optim/mixup");
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void mixesAsTimmDoes(String name) {
    String folder = "optim/mixup/" + name + "/";
    MixupCollator collator =
        MixupCollator.builder()
            .mixupFn(mixup(Golden.json(folder + "config.json").getAsJsonObject("mixup_fn")))
            .build();
    Map<String, HostArray> tensors = Golden.tensors(folder + "tensors.safetensors");
    long seed = Golden.json(folder + "expect.json").get("numpy_seed").getAsLong();
    NumpyRandom random = new NumpyRandom(seed);
    for (int batch = 0; batch < 3; batch++) {
      List<LabelledImage> samples = samples(tensors, "in." + batch);
      List<LabelledImage> mixed = collator.mix(samples, random);
      assertClose(
          mixed.stream().map(LabelledImage::image).toList(),
          tensor(tensors, "out." + batch + ".image"));
      assertClose(
          mixed.stream().map(LabelledImage::target).toList(),
          tensor(tensors, "out." + batch + ".target"));
    }
  }

  private static HostArray tensor(Map<String, HostArray> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static void assertClose(List<HostArray> rows, HostArray expected) {
    float[] values = ((FloatArray) expected).values();
    int row = values.length / rows.size();
    for (int i = 0; i < rows.size(); i++) {
      float[] own = ((FloatArray) rows.get(i)).values();
      assertThat(own).hasSize(row);
      assertThat(own)
          .containsExactly(Arrays.copyOfRange(values, i * row, (i + 1) * row), within(2e-6f));
    }
  }

  private static List<LabelledImage> samples(Map<String, HostArray> tensors, String name) {
    FloatArray images = (FloatArray) tensor(tensors, name + ".image");
    LongArray targets = (LongArray) tensor(tensors, name + ".target");
    long[] shape = Arrays.copyOfRange(images.shape(), 1, 4);
    int each = HostArray.elements(shape);
    List<LabelledImage> samples = new ArrayList<>();
    for (int i = 0; i < targets.length(); i++) {
      float[] image = Arrays.copyOfRange(images.values(), i * each, (i + 1) * each);
      samples.add(
          new LabelledImage(FloatArray.of(image, shape), LongArray.scalar(targets.values()[i])));
    }
    return samples;
  }

  private static Mixup mixup(JsonObject config) {
    Mixup.Builder builder = Mixup.builder();
    for (Map.Entry<String, JsonElement> entry : config.entrySet()) {
      JsonElement value = entry.getValue();
      switch (entry.getKey()) {
        case "_target_" -> {}
        case "mixup_alpha" -> builder.mixupAlpha(value.getAsDouble());
        case "cutmix_alpha" -> builder.cutmixAlpha(value.getAsDouble());
        case "cutmix_minmax" ->
            builder.cutmixMinmax(
                value.getAsJsonArray().get(0).getAsDouble(),
                value.getAsJsonArray().get(1).getAsDouble());
        case "prob" -> builder.prob(value.getAsDouble());
        case "switch_prob" -> builder.switchProb(value.getAsDouble());
        case "mode" ->
            builder.mode(MixupMode.valueOf(value.getAsString().toUpperCase(Locale.ROOT)));
        case "correct_lam" -> builder.correctLam(value.getAsBoolean());
        case "label_smoothing" -> builder.labelSmoothing(value.getAsDouble());
        case "num_classes" -> builder.numClasses(value.getAsLong());
        default -> throw new AssertionError(entry.getKey());
      }
    }
    return builder.build();
  }

  @Test
  void betaHasItsMeanAndVariance() {
    SplittableRandom random = new SplittableRandom(1);
    for (double alpha : new double[] {0.4, 0.8, 1, 2.5}) {
      double[] draws = new double[20_000];
      for (int i = 0; i < draws.length; i++) {
        draws[i] = Beta.draw(random, alpha);
      }
      double variance =
          Arrays.stream(draws).map(x -> (x - 0.5) * (x - 0.5)).average().orElseThrow();
      assertThat(Arrays.stream(draws).average().orElseThrow()).isEqualTo(0.5, within(0.01));
      assertThat(variance).isEqualTo(1 / (4 * (2 * alpha + 1)), within(0.004));
    }
  }

  @Test
  void givenImagesStayAsTheyAre() {
    List<LabelledImage> samples = two(3, 5);
    float[] before = ((FloatArray) samples.get(0).image()).values().clone();
    List<LabelledImage> mixed =
        Mixup.builder().numClasses(10).build().mix(samples, new SplittableRandom(0));
    assertThat(((FloatArray) samples.get(0).image()).values()).containsExactly(before);
    assertThat(mixed.get(0).image()).isNotEqualTo(samples.get(0).image());
  }

  @Test
  void oddBatchesAreAnErrorThatSaysWhatToDo() {
    Mixup mixup = Mixup.builder().build();
    assertThatThrownBy(() -> mixup.mix(two(1, 2).subList(0, 1), new SplittableRandom(0)))
        .hasMessage(
            "`Mixup` mixes images in pairs, and a batch has 1; make `batch_size` even and set"
                + " `drop_last`");
  }

  @Test
  void targetsThatAreNoClassNumbersAreErrors() {
    Mixup mixup = Mixup.builder().numClasses(4).build();
    assertThatThrownBy(() -> mixup.mix(two(1, 4), new SplittableRandom(0)))
        .hasMessage("the class 4 does not exist; `num_classes` of `Mixup` is 4");
    LabelledImage oneHot =
        new LabelledImage(two(0, 1).get(0).image(), LongArray.vector(1, 0, 0, 0));
    assertThatThrownBy(() -> mixup.mix(List.of(oneHot, oneHot), new SplittableRandom(0)))
        .hasMessageContaining("needs class numbers as targets, not long[4]");
  }

  private static List<LabelledImage> two(long first, long second) {
    return List.of(
        new LabelledImage(FloatArray.of(new float[] {1, 2, 3}, 3, 1, 1), LongArray.scalar(first)),
        new LabelledImage(FloatArray.of(new float[] {4, 5, 6}, 3, 1, 1), LongArray.scalar(second)));
  }
}
