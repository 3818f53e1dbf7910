// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.runtime.data.DataException;
import io.l3m.runtime.golden.Golden;
import io.l3m.runtime.golden.GoldenFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids against those of the original's {@code SimpleTokenizer}. */
final class SimpleTokenizerTest {

  private static final Path RECORDED = GoldenFiles.resource("optim/tokenizer");

  private static final Path CLIP = GoldenFiles.resource("tokenizers/bpe_simple_vocab_48894.txt.gz");

  @TempDir Path folder;

  private static JsonObject recorded() throws IOException {
    return GoldenFiles.json(RECORDED.resolve("expect.json")).getAsJsonObject();
  }

  static Stream<JsonObject> cases() throws IOException {
    return recorded().getAsJsonArray("cases").asList().stream().map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void idsAreThoseOfTheOriginal(JsonObject recorded) throws IOException {
    SimpleTokenizer tokenizer = configured(recorded.getAsJsonObject("config"));
    assertThat(tokenizer.vocabSize()).isEqualTo(recorded.get("vocab_size").getAsLong());
    assertThat(tokenizer.bosId()).isEqualTo(recorded.get("bos").getAsInt());
    assertThat(tokenizer.eosId()).isEqualTo(recorded.get("eos").getAsInt());
    List<JsonElement> texts = recorded().getAsJsonArray("texts").asList();
    for (int i = 0; i < texts.size(); i++) {
      List<Long> expected = Golden.longs(recorded.getAsJsonArray("ids").get(i));
      List<Long> found = ids(tokenizer, texts.get(i).getAsString());
      if (recorded.get("cut_max_seq_length").getAsBoolean()) {
        // A batch is cut to its longest text there; what is left out is padding.
        found = found.subList(0, expected.size());
      }
      assertThat(found).as(texts.get(i).getAsString()).isEqualTo(expected);
    }
  }

  private static SimpleTokenizer configured(JsonObject config) {
    SimpleTokenizer.Builder builder = SimpleTokenizer.builder();
    config.asMap().forEach((name, value) -> set(builder, name, value));
    return builder.build();
  }

  private static void set(SimpleTokenizer.Builder builder, String name, JsonElement value) {
    switch (name) {
      case "_target_" -> {}
      case "bpe_path" -> builder.bpePath(RECORDED.resolve(value.getAsString()).toString());
      case "context_length" -> builder.contextLength(value.getAsLong());
      case "add_eos_token" -> builder.addEosToken(value.getAsBoolean());
      case "add_bos_token" -> builder.addBosToken(value.getAsBoolean());
      case "normalize" -> builder.normalize(value.getAsBoolean());
      case "special_tokens" ->
          builder.specialTokens(
              value.getAsJsonArray().asList().stream()
                  .map(JsonElement::getAsString)
                  .toArray(String[]::new));
      case "pad_token" -> {
        if (value.getAsJsonPrimitive().isNumber()) {
          builder.padToken(value.getAsLong());
        } else {
          builder.padToken(value.getAsString());
        }
      }
      default -> throw new IllegalArgumentException(name);
    }
  }

  @ParameterizedTest
  @CsvSource({"ctx16, 16, false", "ctx16_normalize, 16, true", "default77, 77, false"})
  void clipsOwnMergesGiveTheIdsOfTheOriginal(String name, long length, boolean normalize) {
    SimpleTokenizer tokenizer =
        SimpleTokenizer.builder()
            .bpePath(CLIP.toString())
            .contextLength(length)
            .normalize(normalize)
            .build();
    assertThat(tokenizer.vocabSize()).isEqualTo(49_408);
    List<JsonElement> expected =
        Golden.json("tokenizers/simple_tokenizer.json").getAsJsonArray(name).asList();
    assertThat(strings().subList(0, expected.size()).stream().map(text -> ids(tokenizer, text)))
        .isEqualTo(expected.stream().map(Golden::longs).toList());
  }

  @Test
  void wholeTextsAreNeitherPaddedNorCut() {
    SimpleTokenizer tokenizer =
        SimpleTokenizer.builder()
            .bpePath(CLIP.toString())
            .contextLength(2)
            .addBosToken(false)
            .addEosToken(false)
            .build();
    List<JsonElement> expected =
        Golden.json("tokenizers/simple_tokenizer.json").getAsJsonArray("encode").asList();
    for (int i = 0; i < expected.size(); i++) {
      String text = strings().get(i);
      int[] ids = tokenizer.encodeWhole(text);
      if (expected.get(i).isJsonObject()) { // of a long text the number and the beginning
        JsonObject summary = expected.get(i).getAsJsonObject();
        List<Long> head = Golden.longs(summary.get("head"));
        assertThat(ids).hasSize(summary.get("n").getAsInt());
        assertThat(listed(ids).subList(0, head.size())).isEqualTo(head);
      } else {
        assertThat(listed(ids)).as(text).isEqualTo(Golden.longs(expected.get(i)));
      }
    }
  }

  @Test
  void specialTokensAreOneIdEachAndMayPad() {
    JsonObject recorded =
        Golden.json("tokenizers/simple_tokenizer.json").getAsJsonObject("ctx16_special");
    SimpleTokenizer tokenizer =
        SimpleTokenizer.builder()
            .bpePath(CLIP.toString())
            .contextLength(16)
            .specialTokens("<image>", "<eou>")
            .padToken("<eou>")
            .build();
    assertThat(strings().stream().map(text -> ids(tokenizer, text)))
        .isEqualTo(recorded.getAsJsonArray("ids").asList().stream().map(Golden::longs).toList());
  }

  @Test
  void longWordsTakeNoQuadraticTime() {
    SimpleTokenizer tokenizer = SimpleTokenizer.builder().bpePath(CLIP.toString()).build();
    String word = "the".repeat(100_000);
    assertThat(tokenizer.encodeWhole(word)).hasSizeGreaterThan(50_000);
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("merges.txt"), "#version\na b\nabc\n");
    SimpleTokenizer tokenizer = SimpleTokenizer.builder().bpePath(file.toString()).build();
    assertThatThrownBy(() -> tokenizer.encode("x"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Line 3 of the merges `%s` is `abc`; a merge is two parts with a space between"
                .formatted(file));
    assertThatThrownBy(() -> SimpleTokenizer.builder().bpePath("nowhere.txt.gz").build())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("There is no file of merges `nowhere.txt.gz`");
  }

  @Test
  void paddingNamesASpecialToken() {
    SimpleTokenizer tokenizer =
        SimpleTokenizer.builder()
            .bpePath(RECORDED.resolve("bpe.txt.gz").toString())
            .padToken("<pad>")
            .build();
    assertThatThrownBy(() -> tokenizer.encode("x"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "`pad_token` names `<pad>`, which is no special token; there are `<start_of_text>`,"
                + " `<end_of_text>`");
  }

  private static List<Long> listed(int... ids) {
    return Arrays.stream(ids).asLongStream().boxed().toList();
  }

  private static List<Long> ids(SimpleTokenizer tokenizer, String text) {
    return LongStream.of(tokenizer.encode(text).values()).boxed().toList();
  }

  private static List<String> strings() {
    String json = new String(Golden.bytes("tokenizers/strings.json"), StandardCharsets.UTF_8);
    return JsonParser.parseString(json).getAsJsonArray().asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }
}
