// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.golden.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against ftfy and the original's cleaning. */
final class TextCleanerTest {

  static Stream<JsonObject> cases() {
    return Golden.json("tokenizers/clean_text.json").getAsJsonArray("cases").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(c -> c.has("in"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void cleansAsTheOriginalDoes(JsonObject recorded) {
    assertThat(TextCleaner.clean(recorded.get("in").getAsString()))
        .isEqualTo(recorded.get("out").getAsString());
  }
}
