// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SamplersTest {

  /** Orders of training; those in which several processes evaluate have no counterpart here. */
  static Stream<JsonObject> recorded() {
    return Golden.json("optim/samplers.json").getAsJsonArray("cases").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(recorded -> recorded.get("sampler").getAsString().equals("InfiniteDataSampler"));
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void readsInTheOrderOfTheOriginal(JsonObject recorded) {
    IndexOrder order = sampler(recorded).order(recorded.get("size").getAsLong());
    List<Long> expected = Golden.longs(recorded.get("first"));
    assertThat(take(order.from(0), expected.size())).isEqualTo(expected);
    assertThat(order.passLength()).isEqualTo(recorded.get("num_samples").getAsLong());
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void canBeEnteredAnywhere(JsonObject recorded) {
    IndexOrder order = sampler(recorded).order(recorded.get("size").getAsLong());
    List<Long> all = take(order.from(0), 40);
    for (int position = 0; position <= 30; position++) {
      assertThat(take(order.from(position), 10)).isEqualTo(all.subList(position, position + 10));
    }
  }

  @Test
  void firstPassOverTheDigitsIsThatOfTheOriginal() {
    IndexOrder order = InfiniteDataSampler.builder().build().order(1437);
    assertThat(take(order.from(0), 12))
        .containsExactly(
            515L, 532L, 1290L, 1059L, 1198L, 208L, 895L, 370L, 651L, 252L, 403L, 1009L);
  }

  @Test
  void fewerSamplesThanProcessesIsAnError() {
    InfiniteDataSampler sampler = InfiniteDataSampler.builder().numReplicas(4).rank(3).build();
    assertThatThrownBy(() -> sampler.order(3))
        .hasMessage("a data set of 3 samples cannot be shared by 4 processes; use at most 3");
  }

  @Test
  void rankOutsideTheProcessesIsAnError() {
    InfiniteDataSampler.Builder builder = InfiniteDataSampler.builder().numReplicas(2).rank(2);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`rank` must be from 0 to 1 for 2 processes, not 2");
  }

  @Test
  void sequentialReadsEachSampleOnce() {
    IndexOrder order = SequentialSampler.builder().build().order(5);
    assertThat(take(order.from(0), 9)).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(take(order.from(7), 9)).isEmpty();
  }

  private static InfiniteDataSampler sampler(JsonObject recorded) {
    return InfiniteDataSampler.builder()
        .numReplicas(recorded.get("num_replicas").getAsLong())
        .rank(recorded.get("rank").getAsLong())
        .shuffle(recorded.get("shuffle").getAsBoolean())
        .seed(recorded.get("seed").getAsLong())
        .seekAhead(recorded.get("seek_ahead").getAsLong())
        .build();
  }

  private static List<Long> take(PrimitiveIterator.OfLong indices, int count) {
    List<Long> taken = new ArrayList<>();
    while (taken.size() < count && indices.hasNext()) {
      taken.add(indices.nextLong());
    }
    return taken;
  }
}
