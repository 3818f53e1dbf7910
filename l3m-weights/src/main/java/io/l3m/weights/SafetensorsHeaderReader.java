// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the JSON of a header by the letter of the format: no repeated and no unknown keys. */
final class SafetensorsHeaderReader {

  private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");

  private final Path path;
  private final JsonReader json;
  private final Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private SafetensorsHeaderReader(Path path, JsonReader json) {
    this.path = path;
    this.json = json;
  }

  static SafetensorsHeader read(Path path, byte[] bytes) throws IOException {
    String text = decode(path, bytes);
    if (!text.startsWith("{")) {
      throw WeightsFormatException.safetensors(path, "the header does not begin with `{`");
    }
    int end = text.length();
    while (text.charAt(end - 1) == ' ') {
      end--;
    }
    if (text.charAt(end - 1) != '}') {
      throw WeightsFormatException.safetensors(path, "something follows the header's last `}`");
    }
    try (JsonReader json = new JsonReader(new StringReader(text.substring(0, end)))) {
      json.setStrictness(Strictness.STRICT);
      return new SafetensorsHeaderReader(path, json).header();
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw WeightsFormatException.safetensors(path, "its header is not JSON: " + e.getMessage());
    }
  }

  private static String decode(Path path, byte[] bytes) throws WeightsFormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw WeightsFormatException.safetensors(path, "its header is not UTF-8");
    }
  }

  private SafetensorsHeader header() throws IOException {
    json.beginObject();
    boolean described = false;
    while (json.hasNext()) {
      String name = json.nextName();
      if (name.equals(SafetensorsHeader.METADATA) && !described) {
        metadata();
        described = true;
      } else if (entries.containsKey(name) || name.equals(SafetensorsHeader.METADATA)) {
        throw problem("`" + name + "` occurs twice");
      } else {
        entries.put(name, entry(name));
      }
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw problem("something follows the header's last `}`");
    }
    return new SafetensorsHeader(entries, metadata);
  }

  private void metadata() throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (json.peek() != JsonToken.STRING) {
        throw problem("the metadata `" + key + "` is not a text");
      }
      if (metadata.put(key, json.nextString()) != null) {
        throw problem("the metadata `" + key + "` occurs twice");
      }
    }
    json.endObject();
  }

  private SafetensorsHeader.Entry entry(String name) throws IOException {
    String dtype = "";
    List<Long> shape = List.of();
    List<Long> offsets = List.of();
    Set<String> missing = new TreeSet<>(FIELDS);
    json.beginObject();
    while (json.hasNext()) {
      String field = json.nextName();
      if (!missing.remove(field)) {
        throw problem("`%s` has the field `%s` twice, or it is unknown".formatted(name, field));
      }
      switch (field) {
        case "dtype" -> dtype = json.nextString();
        case "shape" -> shape = counts(name);
        default -> offsets = counts(name);
      }
    }
    json.endObject();
    if (!missing.isEmpty()) {
      throw problem("`%s` lacks %s".formatted(name, missing));
    }
    if (offsets.size() != 2) {
      throw problem("`%s` has %d offsets instead of two".formatted(name, offsets.size()));
    }
    return new SafetensorsHeader.Entry(dtype, shape, offsets.get(0), offsets.get(1));
  }

  private List<Long> counts(String name) throws IOException {
    List<Long> counts = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      String text = json.peek() == JsonToken.NUMBER ? json.nextString() : "";
      if (!text.matches("\\d{1,18}")) {
        throw problem("`" + name + "` has a size or offset that is not a whole number");
      }
      counts.add(Long.parseLong(text));
    }
    json.endArray();
    return counts;
  }

  private WeightsFormatException problem(String text) {
    return WeightsFormatException.safetensors(path, text);
  }
}
