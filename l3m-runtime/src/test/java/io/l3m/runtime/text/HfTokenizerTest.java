// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.runtime.data.DataException;
import io.l3m.runtime.golden.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids against those of Hugging Face's library and of the original's {@code HFTokenizer}. */
final class HfTokenizerTest {

  private static final JsonObject RECORDED =
      Golden.json("tokenizers/tokenizers.json").getAsJsonObject("tokenizers");
  private static final List<String> STRINGS = strings();
  private static final Map<String, Path> FOLDERS = new ConcurrentHashMap<>();

  @TempDir static Path folder;

  private static List<String> strings() {
    String json = new String(Golden.bytes("tokenizers/strings.json"), StandardCharsets.UTF_8);
    return JsonParser.parseString(json).getAsJsonArray().asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  static Stream<String> tokenizers() {
    return RECORDED.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void idsAreThoseOfTheLibrary(String name) {
    TextEncoder encoder =
        encoder(TokenizerFile.read(folderOf(name).resolve("alone/tokenizer.json")));
    JsonArray expected = RECORDED.getAsJsonObject(name).getAsJsonArray("raw");
    for (int i = 0; i < STRINGS.size(); i++) {
      JsonElement ids = expected.get(i).getAsJsonObject().get("ids");
      assertThat(text(encoder.encode(STRINGS.get(i))))
          .as(STRINGS.get(i))
          .isEqualTo(recordedText(ids));
    }
  }

  private static TextEncoder encoder(TokenizerFile file) {
    return ByteLevelBpe.of(file)
        .<TextEncoder>map(bpe -> bpe)
        .orElseGet(() -> NativeEncoder.of(file));
  }

  @Test
  void javaAndTheNativeLibraryAgreeOnByteLevelBpe() {
    for (String name : List.of("tiny_bpe", "gpt2")) {
      TokenizerFile file = TokenizerFile.read(folderOf(name).resolve("tokenizer.json"));
      TextEncoder java = ByteLevelBpe.of(file).orElseThrow();
      TextEncoder library = NativeEncoder.of(file);
      String all =
          String.join("\n", STRINGS) + " <eos><pad><|endoftext|>'s 'tis'll \u00a0\u2003x  y";
      assertThat(java.encode(all)).isEqualTo(library.encode(all));
      for (String text : STRINGS) {
        assertThat(java.encode(text)).as(text).isEqualTo(library.encode(text));
      }
    }
  }

  @Test
  void otherKindsAreLeftToTheNativeLibrary() {
    for (String name : List.of("clip", "unigram_t5")) {
      TokenizerFile file = TokenizerFile.read(folderOf(name).resolve("tokenizer.json"));
      assertThat(ByteLevelBpe.of(file)).as(name).isEmpty();
    }
  }

  static Stream<Arguments> options() {
    return tokenizers()
        .flatMap(name ->
            RECORDED.getAsJsonObject(name).getAsJsonObject("l3m").entrySet().stream()
                .filter(o -> !o.getValue().getAsJsonObject().has("error"))
                .map(o -> Arguments.of(name, o.getKey(), o.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("options")
  void optionsDoWhatTheyDoInTheOriginal(String name, String option, JsonObject recorded) {
    HfTokenizer tokenizer = configured(name, recorded.getAsJsonObject("options"));
    assertThat(tokenizer.padId()).hasValue(recorded.get("pad_token_id").getAsInt());
    assertThat(tokenizer.eosId()).hasValue(recorded.get("eos_token_id").getAsInt());
    assertThat(tokenizer.vocabSize()).isEqualTo(recorded.get("vocab_size").getAsLong());
    if (recorded.has("single_ids")) {
      List<Long> batch = Golden.longs(recorded.get("batch"));
      for (int i = 0; i < batch.size(); i++) {
        assertThat(ids(tokenizer, STRINGS.get(batch.get(i).intValue())))
            .isEqualTo(Golden.longs(recorded.getAsJsonArray("single_ids").get(i)));
      }
      return;
    }
    JsonArray expected = recorded.getAsJsonArray("ids");
    int[] which =
        expected.size() == STRINGS.size()
            ? IntStream.range(0, STRINGS.size()).toArray()
            : IntStream.concat(IntStream.range(0, 12), IntStream.range(44, 56)).toArray();
    assertThat(expected).hasSize(which.length);
    for (int i = 0; i < which.length; i++) {
      assertThat(ids(tokenizer, STRINGS.get(which[i])))
          .as(STRINGS.get(which[i]))
          .isEqualTo(Golden.longs(expected.get(i)));
    }
  }

  @Test
  void missingPadTokenIsAnErrorThatSaysWhatToDo() {
    HfTokenizer tokenizer = plain("gpt2").build();
    assertThatThrownBy(() -> tokenizer.encode("Hello"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has no token to pad with; set `pad_token` to `eos_token`");
  }

  @Test
  void unknownNameSaysWhatToFetch() {
    HfTokenizer.Builder builder = HfTokenizer.builder().tokenizerName("nobody/no-such-tokenizer");
    assertThatThrownBy(builder::build)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("There is no tokenizer `nobody/no-such-tokenizer` on this machine")
        .hasMessageContaining("https://huggingface.co/nobody/no-such-tokenizer/tree/main")
        .hasMessageContaining("set `tokenizer_name` to that folder");
  }

  @Test
  void folderWithoutATokenizerIsNamed() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> HfTokenizer.builder().tokenizerName(empty.toString()).build())
        .hasMessage(
            "The folder `%s` holds no `tokenizer.json`; l3m reads tokenizers in that form only",
            empty);
  }

  @Test
  void brokenFileIsNamed() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("broken")).resolve("tokenizer.json");
    Files.writeString(broken, "{\"model\": ");
    HfTokenizer tokenizer = HfTokenizer.builder().tokenizerName(broken.toString()).build();
    assertThatThrownBy(() -> tokenizer.encode("x"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read the tokenizer `" + broken + "`");
  }

  /** JSON that is whole, but not a tokenizer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"model\": 3}",
        "{\"model\": {\"vocab\": [], \"merges\": {}}, \"added_tokens\": [1]}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": null}, \"merges\": [[1]]}}"
      })
  void anotherStructureIsNamedWithItsFile(String json) throws IOException {
    Path file = Files.createDirectories(folder.resolve("other")).resolve("tokenizer.json");
    Files.writeString(file, json);
    HfTokenizer tokenizer = HfTokenizer.builder().tokenizerName(file.toString()).build();
    assertThatThrownBy(() -> tokenizer.encode("x"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void earlierDownloadsAreFound() throws IOException {
    Path snapshot = folder.resolve("hf/hub/models--a--b/snapshots/0123");
    Files.createDirectories(snapshot);
    Files.copy(folderOf("tiny_bpe").resolve("tokenizer.json"), snapshot.resolve("tokenizer.json"));
    Files.createDirectories(folder.resolve("hf/hub/models--a--b/refs"));
    Files.writeString(folder.resolve("hf/hub/models--a--b/refs/main"), "0123");
    assertThat(TokenizerPlace.find("a/b", Map.of("HF_HOME", folder.resolve("hf").toString())))
        .isEqualTo(snapshot.resolve("tokenizer.json"));
  }

  @Test
  void fileWithoutAConfigStillHasItsEnd() throws IOException {
    Path alone = Files.createDirectories(folder.resolve("alone")).resolve("tokenizer.json");
    Files.write(alone, Golden.bytes("tokenizers/tiny_bpe.tokenizer.json"));
    HfTokenizer tokenizer = HfTokenizer.builder().tokenizerName(alone.toString()).build();
    assertThat(tokenizer.eosId()).hasValue(1);
  }

  private static HfTokenizer configured(String name, JsonObject options) {
    HfTokenizer.Builder builder = HfTokenizer.builder().tokenizerName(folderOf(name).toString());
    options
        .entrySet()
        .forEach(option -> {
          JsonElement value = option.getValue();
          var unused =
              switch (option.getKey()) {
                case "context_length" -> builder.contextLength(value.getAsLong());
                case "padding_side" ->
                    builder.paddingSide(
                        PaddingSide.valueOf(value.getAsString().toUpperCase(Locale.ROOT)));
                case "pad_token" ->
                    value.isJsonNull() ? builder : builder.padToken(value.getAsString());
                case "use_fast" -> builder;
                case "add_eos_token" -> builder.addEosToken(value.getAsBoolean());
                case "max_seq_len" -> builder.maxSeqLen(value.getAsLong());
                case "lower_case" -> builder.lowerCase(value.getAsBoolean());
                case "clean_text" -> builder.cleanText(value.getAsBoolean());
                case "add_image_token" -> builder.addImageToken(value.getAsBoolean());
                case "add_eou_token" -> builder.addEouToken(value.getAsBoolean());
                case "cut_max_seq_length" -> builder.cutMaxSeqLength(value.getAsBoolean());
                default -> throw new AssertionError(option.getKey());
              };
        });
    return builder.build();
  }

  private static HfTokenizer.Builder plain(String name) {
    return HfTokenizer.builder()
        .tokenizerName(folderOf(name).toString())
        .lowerCase(false)
        .cleanText(false);
  }

  private static List<Long> ids(HfTokenizer tokenizer, String text) {
    return LongStream.of(tokenizer.encode(text).values()).boxed().toList();
  }

  /** Long lists are recorded by their check sum. */
  private static String recordedText(JsonElement recorded) {
    return recorded.isJsonArray()
        ? Golden.longs(recorded).toString()
        : recorded.getAsJsonObject().get("sha256").getAsString();
  }

  private static String text(int[] ids) {
    if (ids.length <= 300) {
      return Arrays.toString(ids);
    }
    String joined = IntStream.of(ids).mapToObj(String::valueOf).collect(Collectors.joining(","));
    return Golden.sha256(joined.getBytes(StandardCharsets.US_ASCII));
  }

  private static Path folderOf(String name) {
    return FOLDERS.computeIfAbsent(
        name,
        unused -> {
          try {
            JsonObject recorded = RECORDED.getAsJsonObject(name);
            String file = recorded.get("file").getAsString();
            byte[] json = Golden.bytes("tokenizers/" + file);
            if (file.endsWith(".gz")) {
              json = new GZIPInputStream(new ByteArrayInputStream(json)).readAllBytes();
            }
            Path at = Files.createDirectories(folder.resolve(name));
            Files.createDirectories(at.resolve("alone"));
            Files.write(at.resolve("alone/tokenizer.json"), json);
            Files.write(at.resolve("tokenizer.json"), json);
            Files.writeString(
                at.resolve("tokenizer_config.json"), recorded.get("config").toString());
            return at;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
