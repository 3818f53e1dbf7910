// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.l3m.runtime.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code tokenizer.json} and the names of its special tokens, which {@code tokenizer_config.json}
 * beside it gives.
 */
final class TokenizerFile {

  private static final List<String> SPECIAL =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  /** A token that is found in the text before anything else happens to it. */
  record AddedToken(String content, int id, boolean plain) {}

  /** What stands before and behind every text. */
  record Frame(int first, int last) {}

  private final JsonObject json;
  private final JsonObject config;

  private TokenizerFile(JsonObject json, JsonObject config) {
    this.json = json;
    this.config = config;
  }

  /**
   * Reads the files.
   *
   * @throws DataException if they cannot be read as JSON; the message names the file
   */
  static TokenizerFile read(Path file) {
    Path config = file.resolveSibling("tokenizer_config.json");
    TokenizerFile tokenizer =
        new TokenizerFile(parse(file), Files.exists(config) ? parse(config) : new JsonObject());
    for (String name : SPECIAL) {
      tokenizer.special(name).ifPresent(tokenizer::add);
    }
    return tokenizer;
  }

  private static JsonObject parse(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new DataException("Cannot read the tokenizer `" + file + "`: " + e.getMessage(), e);
    }
  }

  JsonObject json() {
    return json;
  }

  JsonObject model() {
    return json.getAsJsonObject("model");
  }

  /** The number of entries of the model, without tokens that were added later. */
  int vocabularySize() {
    JsonElement vocabulary = model().get("vocab");
    return vocabulary.isJsonArray()
        ? vocabulary.getAsJsonArray().size()
        : vocabulary.getAsJsonObject().size();
  }

  List<AddedToken> addedTokens() {
    List<AddedToken> tokens = new ArrayList<>();
    for (JsonElement element : list(json, "added_tokens")) {
      JsonObject token = element.getAsJsonObject();
      boolean plain =
          !isTrue(token, "single_word") && !isTrue(token, "lstrip") && !isTrue(token, "rstrip");
      tokens.add(
          new AddedToken(token.get("content").getAsString(), token.get("id").getAsInt(), plain));
    }
    return tokens;
  }

  /** The text of {@code eos_token}, {@code pad_token} and the like. */
  Optional<String> special(String name) {
    JsonElement value = config.get(name);
    if (value == null || value.isJsonNull()) {
      return fallback(name);
    }
    return Optional.of(
        value.isJsonObject()
            ? value.getAsJsonObject().get("content").getAsString()
            : value.getAsString());
  }

  /** What the tokenizer itself says, for those that come without a config. */
  private Optional<String> fallback(String name) {
    if (!config.isEmpty()) {
      return Optional.empty();
    }
    if (name.equals("pad_token") && json.has("padding") && json.get("padding").isJsonObject()) {
      return Optional.of(json.getAsJsonObject("padding").get("pad_token").getAsString());
    }
    if (name.equals("eos_token")) {
      JsonArray template = list(processor(), "single");
      if (!template.isEmpty()) {
        JsonObject last = template.get(template.size() - 1).getAsJsonObject();
        if (last.has("SpecialToken")) {
          return Optional.of(last.getAsJsonObject("SpecialToken").get("id").getAsString());
        }
      }
    }
    return Optional.empty();
  }

  OptionalInt id(String token) {
    for (AddedToken added : addedTokens()) {
      if (added.content().equals(token)) {
        return OptionalInt.of(added.id());
      }
    }
    JsonElement vocabulary = model().get("vocab");
    if (vocabulary.isJsonObject()) {
      JsonElement id = vocabulary.getAsJsonObject().get(token);
      return id == null ? OptionalInt.empty() : OptionalInt.of(id.getAsInt());
    }
    JsonArray pieces = vocabulary.getAsJsonArray();
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.get(i).getAsJsonArray().get(0).getAsString().equals(token)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** The tokens around a text that do not depend on any option, as CLIP has them. */
  Optional<Frame> frame() {
    JsonObject processor = processor();
    if (!isType(processor, "RobertaProcessing") && !isType(processor, "BertProcessing")) {
      return Optional.empty();
    }
    return Optional.of(
        new Frame(
            processor.getAsJsonArray("cls").get(1).getAsInt(),
            processor.getAsJsonArray("sep").get(1).getAsInt()));
  }

  /** Sees to it that a text is always one token, found before all others, and returns its id. */
  int add(String content) {
    int id = vocabularySize();
    for (AddedToken added : addedTokens()) {
      if (added.content().equals(content)) {
        return added.id();
      }
      id = Math.max(id, added.id() + 1);
    }
    id = id(content).orElse(id);
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", content);
    for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      token.addProperty(flag, false);
    }
    token.addProperty("special", true);
    list(json, "added_tokens").add(token);
    return id;
  }

  private JsonObject processor() {
    JsonElement processor = json.get("post_processor");
    return processor != null && processor.isJsonObject()
        ? processor.getAsJsonObject()
        : new JsonObject();
  }

  private static JsonArray list(JsonObject object, String name) {
    if (!object.has(name)) {
      object.add(name, new JsonArray());
    }
    return object.getAsJsonArray(name);
  }

  static boolean isType(JsonObject object, String type) {
    JsonElement own = object.get("type");
    return own != null && own.isJsonPrimitive() && own.getAsString().equals(type);
  }

  static boolean isTrue(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && value.isJsonPrimitive() && value.getAsBoolean();
  }
}
