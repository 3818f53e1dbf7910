// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A local {@code tokenizer.json} and the {@code tokenizer_config.json} beside it, as far as the ids
 * of tokens go. The runtime's reader, which the compiler cannot see, needs more and refuses what
 * lacks it; here, what is not understood is left to the run.
 */
final class TokenizerJson {

  private static final String FILE = "tokenizer.json";
  private static final String CONFIG = "tokenizer_config.json";
  private static final List<String> SPECIAL =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  private final JsonElement json;
  private final JsonElement config;
  private final Map<String, Long> ids = new HashMap<>();
  private long largest = -1;

  private TokenizerJson(JsonElement json, JsonElement config) {
    this.json = json;
    this.config = config;
    count(member(member(json, "model"), "vocab"));
    count(member(json, "added_tokens"));
    for (String name : largest < 0 ? List.<String>of() : SPECIAL) {
      special(name).ifPresent(this::add);
    }
  }

  /** What a name of a tokenizer leads to on this machine; the run reports what is no tokenizer. */
  static Optional<TokenizerJson> of(String name) {
    try {
      Path path = Path.of(name);
      Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      Path beside = file.resolveSibling(CONFIG);
      JsonElement config = Files.isRegularFile(beside) ? read(beside) : JsonNull.INSTANCE;
      return Optional.of(new TokenizerJson(read(file), config)).filter(found -> found.size() > 0);
    } catch (InvalidPathException
        | IOException
        | JsonParseException
        | IllegalStateException
        | NumberFormatException problem) {
      return Optional.empty();
    }
  }

  private static JsonElement read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return JsonParser.parseReader(reader);
    }
  }

  /** One more than the largest id. */
  long size() {
    return largest + 1;
  }

  /** The id of a token that is there. */
  Optional<Long> id(String token) {
    return Optional.ofNullable(ids.get(token));
  }

  /** The id that a token has, or will have once it is added. */
  long add(String token) {
    return ids.computeIfAbsent(token, any -> ++largest);
  }

  /** The text of a token that is named by what it is for, such as {@code pad_token}. */
  Optional<String> special(String name) {
    JsonElement value = member(config, name);
    if (value.isJsonObject()) {
      value = member(value, "content");
    }
    if (isText(value)) {
      return Optional.of(value.getAsString());
    }
    if (config instanceof JsonObject said && said.size() > 0) {
      return Optional.empty();
    }
    JsonElement own =
        switch (name) {
          case "pad_token" -> member(member(json, "padding"), "pad_token");
          case "eos_token" -> lastOfTemplate();
          default -> JsonNull.INSTANCE;
        };
    return isText(own) ? Optional.of(own.getAsString()) : Optional.empty();
  }

  /** The id that ends a text, unless the file frames texts in a way of its own. */
  Optional<Long> end() {
    JsonElement type = member(member(json, "post_processor"), "type");
    boolean framed =
        isText(type) && List.of("RobertaProcessing", "BertProcessing").contains(type.getAsString());
    return framed ? Optional.empty() : special("eos_token").flatMap(this::id);
  }

  /** The special token that closes each text. */
  private JsonElement lastOfTemplate() {
    return member(member(json, "post_processor"), "single") instanceof JsonArray parts
            && !parts.isEmpty()
        ? member(member(parts.get(parts.size() - 1), "SpecialToken"), "id")
        : JsonNull.INSTANCE;
  }

  private static boolean isText(JsonElement value) {
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
  }

  private static JsonElement member(JsonElement owner, String name) {
    JsonElement found = owner.isJsonObject() ? owner.getAsJsonObject().get(name) : null;
    return found == null ? JsonNull.INSTANCE : found;
  }

  /** Takes in ids by word, a list of tokens with ids, or a list that is in the order of ids. */
  private void count(JsonElement tokens) {
    if (tokens instanceof JsonObject words) {
      words.entrySet().forEach(word -> note(word.getKey(), word.getValue()));
    } else if (tokens instanceof JsonArray list) {
      for (int i = 0; i < list.size(); i++) {
        JsonElement token = list.get(i);
        if (token.isJsonObject()) {
          JsonElement content = member(token, "content");
          note(isText(content) ? content.getAsString() : "", member(token, "id"));
        } else {
          largest = Math.max(largest, i);
          if (token instanceof JsonArray piece && !piece.isEmpty() && isText(piece.get(0))) {
            ids.putIfAbsent(piece.get(0).getAsString(), (long) i);
          }
        }
      }
    }
  }

  private void note(String token, JsonElement id) {
    if (id.isJsonPrimitive() && id.getAsJsonPrimitive().isNumber()) {
      ids.put(token, id.getAsLong());
      largest = Math.max(largest, id.getAsLong());
    }
  }
}
