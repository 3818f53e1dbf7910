// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How many ids a tokenizer has: as its local file says, or as is known of a published one.
 *
 * @param size one more than the largest id
 */
record Vocabulary(String name, long size) {

  private static final Map<String, Long> PUBLISHED =
      Map.of(
          "google/siglip-base-patch16-224", 32_000L,
          "openai/clip-vit-base-patch32", 49_408L,
          "openai/clip-vit-base-patch16", 49_408L,
          "openai/clip-vit-large-patch14", 49_408L,
          "gpt2", 50_257L,
          "openai-community/gpt2", 50_257L,
          "bert-base-uncased", 30_522L,
          "google-bert/bert-base-uncased", 30_522L);

  private static final String FILE = "tokenizer.json";

  /** The vocabulary of a tokenizer, tokens that it adds included; empty where it is not known. */
  static Optional<Vocabulary> of(BoundBlock tokenizer, CheckContext context) {
    Optional<Long> own = context.wholeNamed(tokenizer, "vocabulary");
    String target = tokenizer.schema().simpleName();
    if (own.isPresent()) {
      return Optional.of(new Vocabulary(target, own.get()));
    }
    Optional<String> name =
        tokenizer.schema().parameter("tokenizer_name").isPresent()
            ? Values.text(context.value(tokenizer, "tokenizer_name"))
            : Optional.empty();
    long added = context.wholeNamed(tokenizer, "added").orElse(0L);
    return name.flatMap(Vocabulary::size)
        .map(size -> new Vocabulary(name.orElseThrow(), size + added));
  }

  private static Optional<Long> size(String name) {
    return Optional.ofNullable(PUBLISHED.get(name)).or(() -> file(name).flatMap(Vocabulary::read));
  }

  private static Optional<Path> file(String name) {
    try {
      Path path = Path.of(name);
      Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
      return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException problem) {
      return Optional.empty();
    }
  }

  /** One more than the largest id in a file; the loader reports a file that is no tokenizer. */
  private static Optional<Long> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      JsonObject root = JsonParser.parseReader(reader).getAsJsonObject();
      long largest = -1;
      JsonElement words = root.getAsJsonObject("model").get("vocab");
      if (words.isJsonArray()) {
        largest = words.getAsJsonArray().size() - 1L;
      } else {
        for (Map.Entry<String, JsonElement> word : words.getAsJsonObject().entrySet()) {
          largest = Math.max(largest, word.getValue().getAsLong());
        }
      }
      JsonElement extra = root.get("added_tokens");
      if (extra != null && extra.isJsonArray()) {
        for (JsonElement token : extra.getAsJsonArray()) {
          largest = Math.max(largest, token.getAsJsonObject().get("id").getAsLong());
        }
      }
      return Optional.of(largest + 1);
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | NullPointerException
        | ClassCastException
        | NumberFormatException problem) {
      return Optional.empty();
    }
  }
}
