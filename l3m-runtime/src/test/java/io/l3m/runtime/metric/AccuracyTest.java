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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        .map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void countsAsRecorded(JsonObject data) {
    JsonObject config = data.getAsJsonObject("config");
    Accuracy.Builder accuracy = Accuracy.builder().topk(longs(config.getAsJsonArray("topk")));
    long[] target = longs(data.getAsJsonArray("target"));
    Tensor classes = Tensors.ofLongs(target, target.length);
    List<Measure> found;
    if (data.has("heads")) {
      Map<String, Tensor> heads = new LinkedHashMap<>();
      data.getAsJsonObject("heads")
          .asMap()
          .forEach((name, rows) -> heads.put(name, rows(rows.getAsJsonArray())));
      heads.put("other", Tensors.ofFloats(new float[target.length], target.length, 1));
      accuracy.hparamPattern(config.get("hparam_pattern").getAsString());
      found = accuracy.build().forward(heads, classes);
    } else {
      found = accuracy.build().forward(rows(data.getAsJsonArray("preds")), classes);
    }
    JsonObject expected = data.getAsJsonObject("result");
    assertThat(found.stream().map(Measure::name)).containsExactlyElementsOf(expected.keySet());
    for (Measure measure : found) {
      assertThat(reported(measure))
          .isCloseTo(expected.get(measure.name()).getAsDouble(), within(1e-4));
    }
  }

  @Test
  void takesTheHighestWeightForTheClass() {
    Tensor scores = Tensors.ofFloats(new float[] {3, 1, 2, 0, 9, 1}, 2, 3);
    Tensor weights = Tensors.ofFloats(new float[] {0.1f, 0.1f, 0.8f, 0, 0.9f, 0.1f}, 2, 3);
    List<Measure> found = Accuracy.builder().topk(1, 2, 7).build().forward(scores, weights);
    assertThat(found.stream().map(AccuracyTest::reported)).containsExactly(50.0, 100.0, 100.0);
  }

  private static double reported(Measure measure) {
    return measure.reported(Tensors.item(measure.value()));
  }

  private static Tensor rows(JsonArray rows) {
    int width = rows.get(0).getAsJsonArray().size();
    float[] scores = new float[rows.size() * width];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = rows.get(i / width).getAsJsonArray().get(i % width).getAsFloat();
    }
    return Tensors.ofFloats(scores, rows.size(), width);
  }

  private static long[] longs(JsonArray array) {
    return array.asList().stream().mapToLong(JsonElement::getAsLong).toArray();
  }
}
