// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.golden.Golden;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The orders of patches against the original's. */
final class PatternTest {

  private static Stream<JsonObject> recorded() {
    return Golden.json("optim/ar_patterns.json").getAsJsonArray("cases").asList().stream()
        .map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void isTheOrderOfTheOriginal(JsonObject recorded) {
    List<Long> grid = Golden.longs(recorded.get("grid_size"));
    String function = recorded.get("function").getAsString();
    PatternFactory pattern =
        pattern(function.substring(function.lastIndexOf('.') + 1), grid.get(0), grid.get(1));
    if (recorded.has("error")) {
      assertThatThrownBy(pattern::permutation).hasMessageContaining("`gridSize`");
      return;
    }
    assertThat(pattern.permutation())
        .containsExactly(
            Golden.longs(recorded.get("permutation")).stream().mapToLong(i -> i).toArray());
  }

  private static PatternFactory pattern(String function, long rows, long columns) {
    return switch (function) {
      case "get_spiral_permutation" -> SpiralPattern.builder().gridSize(rows, columns);
      case "get_checkerboard_pattern" -> CheckerboardPattern.builder().gridSize(rows, columns);
      case "get_fixed_random_pattern" -> FixedRandomPattern.builder().gridSize(rows, columns);
      case "get_reverse_raster_pattern" -> ReverseRasterPattern.builder().gridSize(rows, columns);
      case "get_horizontal_raster_pattern" ->
          HorizontalRasterPattern.builder().gridSize(rows, columns);
      case "get_reverse_horizontal_raster_pattern" ->
          ReverseHorizontalRasterPattern.builder().gridSize(rows, columns);
      default -> throw new IllegalArgumentException(function);
    };
  }
}
