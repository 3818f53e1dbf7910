// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
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
 * @param end the id that ends a text, where it is known
 * @param padding the id that fills texts up, where it is known
 */
record Vocabulary(String name, long size, Optional<Long> end, Padding padding) {

  /** What fills texts up. */
  sealed interface Padding {
    record Id(long id) implements Padding {}

    /** The tokenizer has no such token, and none was added. */
    record None() implements Padding {}

    record Unknown() implements Padding {}
  }

  /** Size, end and padding of what people fetch by name. */
  private record Published(long size, Optional<Long> end, Padding padding) {}

  private static final Published CLIP =
      new Published(49_408, Optional.of(49_407L), new Padding.Id(49_407));
  private static final Published GPT2 =
      new Published(50_257, Optional.of(50_256L), new Padding.None());
  private static final Published BERT = new Published(30_522, Optional.empty(), new Padding.Id(0));

  private static final Map<String, Published> PUBLISHED =
      Map.of(
          "google/siglip-base-patch16-224",
          new Published(32_000, Optional.of(1L), new Padding.Id(1)),
          "openai/clip-vit-base-patch32",
          CLIP,
          "openai/clip-vit-base-patch16",
          CLIP,
          "openai/clip-vit-large-patch14",
          CLIP,
          "gpt2",
          GPT2,
          "openai-community/gpt2",
          GPT2,
          "bert-base-uncased",
          BERT,
          "google-bert/bert-base-uncased",
          BERT);

  private static final String FILE = "tokenizer.json";

  /** The vocabulary of a tokenizer, tokens that it adds included; empty where it is not known. */
  static Optional<Vocabulary> of(BoundBlock tokenizer, CheckContext context) {
    Optional<Long> own = context.wholeNamed(tokenizer, "vocabulary");
    String target = tokenizer.schema().simpleName();
    if (own.isPresent()) {
      Padding padding =
          context
              .whole(tokenizer, "pad_token")
              .<Padding>map(Padding.Id::new)
              .orElseGet(Padding.Unknown::new);
      return Optional.of(new Vocabulary(target, own.get(), CLIP.end(), padding));
    }
    Optional<String> name =
        tokenizer.schema().parameter("tokenizer_name").isPresent()
            ? Values.text(context.value(tokenizer, "tokenizer_name"))
            : Optional.empty();
    long added = context.wholeNamed(tokenizer, "added").orElse(0L);
    Value wanted =
        tokenizer.schema().parameter("pad_token").isPresent()
            ? context.value(tokenizer, "pad_token")
            : new Value.Null();
    return name.flatMap(found ->
        known(found)
            .map(kind ->
                new Vocabulary(found, kind.size() + added, kind.end(), padding(kind, wanted))));
  }

  /** A token that is named by what it is for, or a new one behind all others. */
  private static Padding padding(Published kind, Value wanted) {
    return switch (wanted) {
      case Value.Null none -> kind.padding();
      case Value.Text(String text) when text.equals("eos_token") ->
          kind.end().<Padding>map(Padding.Id::new).orElseGet(Padding.Unknown::new);
      default -> new Padding.Unknown();
    };
  }

  private static Optional<Published> known(String name) {
    return Optional.ofNullable(PUBLISHED.get(name))
        .or(() ->
            file(name)
                .flatMap(Vocabulary::read)
                .map(size -> new Published(size, Optional.empty(), new Padding.Unknown())));
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
      JsonElement root = JsonParser.parseReader(reader);
      long largest = largest(member(member(root, "model"), "vocab"), -1);
      largest = largest(member(root, "added_tokens"), largest);
      return largest < 0 ? Optional.empty() : Optional.of(largest + 1);
    } catch (IOException | JsonParseException | NumberFormatException problem) {
      return Optional.empty();
    }
  }

  private static JsonElement member(JsonElement owner, String name) {
    JsonElement found = owner.isJsonObject() ? owner.getAsJsonObject().get(name) : null;
    return found == null ? JsonNull.INSTANCE : found;
  }

  /** Of ids by word, of a list of tokens with ids, or of a list that is in the order of ids. */
  private static long largest(JsonElement ids, long atLeast) {
    long largest = atLeast;
    if (ids.isJsonObject()) {
      for (Map.Entry<String, JsonElement> word : ids.getAsJsonObject().entrySet()) {
        largest = Math.max(largest, number(word.getValue()));
      }
    } else if (ids.isJsonArray()) {
      boolean listed = false;
      for (JsonElement token : ids.getAsJsonArray()) {
        largest = Math.max(largest, number(member(token, "id")));
        listed |= token.isJsonObject();
      }
      largest = listed ? largest : Math.max(largest, ids.getAsJsonArray().size() - 1L);
    }
    return largest;
  }

  private static long number(JsonElement value) {
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()
        ? value.getAsLong()
        : -1;
  }
}
