// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person wrote becomes what Java can read, and stays what a person can read. */
class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "image_tokens, imageTokens",
    "image-tokens.v2, imageTokensV2",
    "LlmCrossEntropyLoss_of_text_preds, llmCrossEntropyLossOfTextPreds",
    "größe, größe",
    "画像_tokens, 画像Tokens",
    "צבע_tokens, tokens",
    "1st, value1st",
    "--, value",
    "class, classValue",
    "𝑥, 𝑥",
  })
  void anIdentifierIsMadeOfLettersAndDigits(String wish, String name) {
    assertThat(new Names().of("any", wish)).isEqualTo(name);
  }

  @Test
  void anUmlautInTwoPartsIsOneLetter() {
    assertThat(new Names().of("any", "u\u0308ber")).isEqualTo("\u00fcber");
  }

  @Test
  void theFirstFreeWishIsTaken() {
    Names names = new Names("batch");
    assertThat(names.of("one", List.of("batch", "batch_of_one"))).isEqualTo("batchOfOne");
    assertThat(names.of("two", List.of("batch", "batch_of_one"))).isEqualTo("batchOfOne2");
    assertThat(names.of("one", "anything")).isEqualTo("batchOfOne");
  }
}
