// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.cli.TensorFile;
import io.l3m.runtime.data.HostArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A recorded block: its node of a config, what went in, what came out.
 *
 * @param name the folder and the one above it, {@code attention/generic-gqa}
 * @param config the node
 * @param expect what kind of case it is, and how exact it is
 * @param tensors by name: {@code param.…}, {@code in.…}, {@code out.…}, {@code grad.…}
 */
record BlockCase(
    String name, JsonObject config, JsonObject expect, Map<String, HostArray> tensors) {

  /** Every case below a folder, in the order of the names. */
  static List<BlockCase> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      List<Path> folders =
          files
              .filter(file -> file.endsWith("expect.json"))
              .map(Path::getParent)
              .filter(one -> Files.exists(one.resolve("config.json")))
              .sorted()
              .toList();
      List<BlockCase> cases = new ArrayList<>();
      for (Path one : folders) {
        cases.add(read(one));
      }
      return cases;
    }
  }

  private static BlockCase read(Path folder) throws IOException {
    Path tensors = folder.resolve("tensors.safetensors");
    Path path = folder.toAbsolutePath().normalize();
    return new BlockCase(
        path.subpath(path.getNameCount() - 2, path.getNameCount()).toString().replace('\\', '/'),
        json(folder.resolve("config.json")),
        json(folder.resolve("expect.json")),
        Files.exists(tensors) ? TensorFile.read(tensors) : Map.of());
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  String group() {
    return name.substring(0, name.indexOf('/'));
  }

  /** {@code dict}, {@code module}, {@code loss}, {@code function}, {@code init-…}. */
  String kind() {
    return expect.get("kind").getAsString();
  }

  boolean isInitialisation() {
    return kind().startsWith("init-");
  }

  boolean flag(String name) {
    return expect.has(name) && expect.get(name).getAsBoolean();
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(expect.get(name))
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsString);
  }

  Optional<Long> seed() {
    return text("torch_manual_seed").map(Long::valueOf);
  }

  /** Whether gradients are those of training mode. */
  boolean trains() {
    return text("mode").orElse("train").equals("train");
  }

  /** The tensors whose names start so, without that start. */
  Map<String, HostArray> part(String start) {
    Map<String, HostArray> found = new LinkedHashMap<>();
    tensors.forEach((key, value) -> {
      if (key.startsWith(start)) {
        found.put(key.substring(start.length()), value);
      }
    });
    return found;
  }

  /** The keys that are there before the block runs, each with its tensors. */
  Map<String, Recorded> inputs() {
    Map<String, Recorded> inputs = Recorded.byKey(part("in."), isNested());
    return flag("generation") ? prompted(config, inputs) : inputs;
  }

  /** A program reads a prompt in the place of the text that it carries on. */
  private static Map<String, Recorded> prompted(JsonElement node, Map<String, Recorded> inputs) {
    Map<String, Recorded> changed = new LinkedHashMap<>(inputs);
    for (JsonObject block : blocks(node)) {
      JsonElement given = block.get("inference_read_key");
      String prompt = given == null ? "prompt" : given.isJsonNull() ? "" : given.getAsString();
      boolean reads = block.get("_target_").getAsString().endsWith(".TextPreprocessor");
      if (reads && changed.containsKey(prompt)) {
        changed.put(block.get("read_key").getAsString(), changed.remove(prompt));
      }
    }
    return changed;
  }

  /** All blocks of a node, itself first. */
  static List<JsonObject> blocks(JsonElement node) {
    List<JsonObject> blocks = new ArrayList<>();
    if (node.isJsonArray()) {
      node.getAsJsonArray().forEach(item -> blocks.addAll(blocks(item)));
    } else if (node.isJsonObject()) {
      if (node.getAsJsonObject().has("_target_")) {
        blocks.add(node.getAsJsonObject());
      }
      node.getAsJsonObject().asMap().values().forEach(item -> blocks.addAll(blocks(item)));
    }
    return blocks;
  }

  /**
   * The node that is run: where one model of several is called by its name, these with that one
   * alone.
   */
  JsonObject node() {
    Optional<String> name = text("model_name");
    if (name.isEmpty()) {
      return config;
    }
    JsonObject node = config.deepCopy();
    node.getAsJsonObject("models").keySet().retainAll(Set.of(name.get()));
    node.remove("order");
    return node;
  }

  /** The names of the numbers that are reported beside the results. */
  Set<String> metrics() {
    return expect.has("metrics") ? expect.getAsJsonObject("metrics").keySet() : Set.of();
  }

  /** The state of the node that is run. */
  Map<String, HostArray> state() {
    Map<String, HostArray> state = part("param.");
    text("model_name")
        .ifPresent(name -> state.keySet().removeIf(key -> !key.startsWith("models." + name + ".")));
    return state;
  }

  /** The keys that the block writes or changes. */
  TreeSet<String> outputKeys() {
    return new TreeSet<>(Recorded.byKey(part("out."), isNested()).keySet());
  }

  /** Whether there is a data dict for each head of a probe search. */
  private boolean isNested() {
    boolean said = flag("nested") || text("notes").orElse("").contains("in.<head>.<key>");
    return said || config.get("_target_").getAsString().endsWith("MultiHeadLossWrapper");
  }
}
