// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.golden.GoldenFiles;
import io.l3m.runtime.loss.Measure;
import io.l3m.runtime.tensor.Tensors;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AccuracyTest {

  static Stream<JsonObject> cases() throws IOException {
    return GoldenFiles.json(GoldenFiles.resource("optim/accuracy.json"))
        .getAsJsonObject()
        .getAsJsonArray("cases")
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .filter(entry -> entry.has("preds"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void countsAsRecorded(JsonObject data) {
    JsonArray rows = data.getAsJsonArray("preds");
    int width = rows.get(0).getAsJsonArray().size();
    float[] scores = new float[rows.size() * width];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = rows.get(i / width).getAsJsonArray().get(i % width).getAsFloat();
    }
    long[] target = longs(data.getAsJsonArray("target"));
    long[] topk = longs(data.getAsJsonObject("config").getAsJsonArray("topk"));
    List<Measure> found =
        Accuracy.builder()
            .topk(topk)
            .build()
            .forward(
                Tensors.ofFloats(scores, rows.size(), width),
                Tensors.ofLongs(target, target.length));
    JsonObject expected = data.getAsJsonObject("result");
    assertThat(found.stream().map(Measure::name)).containsExactlyElementsOf(expected.keySet());
    for (Measure measure : found) {
      assertThat(Tensors.item(measure.value()))
          .isCloseTo(expected.get(measure.name()).getAsDouble(), within(1e-4));
    }
  }

  @Test
  void takesTheHighestWeightForTheClass() {
    Tensor scores = Tensors.ofFloats(new float[] {3, 1, 2, 0, 9, 1}, 2, 3);
    Tensor weights = Tensors.ofFloats(new float[] {0.1f, 0.1f, 0.8f, 0, 0.9f, 0.1f}, 2, 3);
    List<Measure> found = Accuracy.builder().topk(1, 2, 7).build().forward(scores, weights);
    assertThat(found.stream().map(measure -> Tensors.item(measure.value())))
        .containsExactly(50.0, 100.0, 100.0);
  }

  private static long[] longs(JsonArray array) {
    return array.asList().stream().mapToLong(JsonElement::getAsLong).toArray();
  }
}
