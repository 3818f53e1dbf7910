// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The index of Hugging Face for weights in several files: {@code {"weight_map": {name: file}}}. The
 * files lie beside the index.
 */
final class ShardIndex {

  private static final long LARGEST_INDEX = 32L << 20;
  private static final int MOST_FILES = 10_000;

  private final Path path;
  private final Map<String, String> fileOf = new LinkedHashMap<>();

  private ShardIndex(Path path) {
    this.path = path;
  }

  static WeightTable read(Path path) throws IOException {
    if (Files.size(path) > LARGEST_INDEX) {
      throw WeightsFormatException.of(path, "an index of this size is none");
    }
    ShardIndex index = new ShardIndex(path);
    try (Reader text = Files.newBufferedReader(path);
        JsonReader json = new JsonReader(text)) {
      json.setStrictness(Strictness.STRICT);
      index.read(json);
    } catch (MalformedJsonException
        | EOFException
        | IllegalStateException
        | CharacterCodingException e) {
      throw WeightsFormatException.of(path, "it is no JSON: " + e.getMessage());
    }
    return index.table();
  }

  private void read(JsonReader json) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      if (!json.nextName().equals("weight_map")) {
        json.skipValue();
        continue;
      }
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (fileOf.put(name, json.nextString()) != null) {
          throw WeightsFormatException.of(path, "`" + name + "` occurs twice");
        }
      }
      json.endObject();
    }
    json.endObject();
  }

  private WeightTable table() throws IOException {
    if (fileOf.isEmpty()) {
      throw WeightsFormatException.of(path, "it has no `weight_map`, so it is no index of weights");
    }
    Map<String, WeightTable> files = new LinkedHashMap<>();
    for (String file : fileOf.values()) {
      if (!files.containsKey(file)) {
        files.put(file, shard(file));
        if (files.size() > MOST_FILES) {
          throw WeightsFormatException.of(path, "it names more than " + MOST_FILES + " files");
        }
      }
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : fileOf.entrySet()) {
      WeightTable file = files.get(entry.getValue());
      StoredTensor tensor = file == null ? null : file.tensors().get(entry.getKey());
      if (tensor == null) {
        throw WeightsFormatException.of(
            path,
            "`%s` is not in `%s`, where the index says it is"
                .formatted(entry.getKey(), entry.getValue()));
      }
      tensors.put(entry.getKey(), tensor);
    }
    return new WeightTable(path, tensors, Map.of());
  }

  private WeightTable shard(String name) throws IOException {
    boolean plain = !name.isEmpty() && !name.contains("/") && !name.contains("\\");
    if (!plain || name.equals("..") || name.indexOf('\0') >= 0) {
      throw WeightsFormatException.of(
          path, "it names the file `%s`, which is not beside it".formatted(name));
    }
    Path file = path.resolveSibling(name);
    if (!Files.isRegularFile(file)) {
      throw WeightsFormatException.of(path, "the file `%s` is missing".formatted(name));
    }
    return WeightTable.readFile(file);
  }
}
