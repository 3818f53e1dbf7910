// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.golden.Golden;
import io.l3m.runtime.nn.layer.ShuffleBatchDim;
import io.l3m.runtime.tensor.Seed;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ShuffleBatchDimTest {

  private static Stream<JsonObject> recorded() {
    return Golden.json("optim/shuffle_batch_dim.json").getAsJsonArray("cases").asList().stream()
        .map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void ordersSamplesAsTheOriginalDoes(JsonObject recorded) {
    JsonObject config = recorded.getAsJsonObject("config");
    ShuffleBatchDim block =
        ShuffleBatchDim.builder()
            .shufflingProbability(config.get("shuffling_probability").getAsDouble())
            .seed(config.get("seed").getAsLong())
            .build();
    Seed.manual(recorded.get("torch_manual_seed").getAsLong());
    for (JsonElement order : recorded.getAsJsonArray("orders")) {
      try (TensorScope scope = TensorScope.open()) {
        long[] samples = {0, 1, 2, 3, 4, 5};
        assertThat(Tensors.toLongs(block.forward(Tensors.ofLongs(samples, 6))))
            .containsExactly(Golden.longs(order).stream().mapToLong(i -> i).toArray());
      }
    }
  }

  @Test
  void certaintyIsNoProbability() {
    assertThatThrownBy(() -> ShuffleBatchDim.builder().shufflingProbability(1).build())
        .hasMessage("`shufflingProbability` must lie between 0 and 1, but is 1.0");
  }
}
