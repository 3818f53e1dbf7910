// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The overview for programs says what the one for people says. */
class JsonOverviewTest {

  @Test
  void numbersAgree() {
    String text = JsonOverview.of(QuickStarts.analysis("digits-vit"), 1);
    JsonObject all = JsonParser.parseString(text).getAsJsonObject();
    assertThat(all.get("parameterCount").getAsLong()).isEqualTo(203_594);
    assertThat(all.get("forwardFlops").getAsLong()).isEqualTo(7_080_192);
    assertThat(all.getAsJsonArray("parameters").size()).isEqualTo(62);
    List<JsonElement> blocks =
        StreamSupport.stream(all.getAsJsonArray("blocks").spliterator(), false).toList();
    assertThat(blocks)
        .extracting(block -> block.getAsJsonObject().get("path").getAsString())
        .containsExactly("preprocessor", "trunk", "postprocessor", "head");
    assertThat(blocks.getLast().getAsJsonObject().getAsJsonArray("writes").toString())
        .isEqualTo("[{\"key\":\"image_logits\",\"shape\":\"float[B, 10]\"}]");
  }
}
