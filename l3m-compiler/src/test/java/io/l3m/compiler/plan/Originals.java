// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.compiler.Shared;
import io.l3m.compiler.assemble.AssembleRequest;
import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.assemble.ConfigAssembler;
import io.l3m.compiler.assemble.ConfigInput;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.graph.Binder;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of the original, read: its configs, and what it made of them. */
final class Originals {

  private Originals() {}

  static JsonElement json(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An experiment of the original over the original's defaults. */
  static Experiment bind(Path config, BlockCatalog catalog, Problems problems) {
    ConfigInput defaults = ConfigInput.of(Shared.file("l3m-configs/defaults.yaml"));
    AssembleRequest request = AssembleRequest.of(ConfigInput.of(config)).withDefaults(defaults);
    AssembledConfig assembled = ConfigAssembler.assemble(request, problems);
    return new Binder(catalog, problems).bind(assembled);
  }

  /** A block as the model of an experiment that has nothing else. */
  static Optional<BoundBlock> bindModel(
      JsonElement block, BlockCatalog catalog, Problems problems) {
    JsonObject model = new JsonObject();
    model.add("meta_model", block);
    JsonObject root = new JsonObject();
    root.add("model", model);
    SourceFile file = SourceFile.of("block.yaml", root.toString());
    AssembledConfig assembled =
        ConfigAssembler.assemble(AssembleRequest.of(ConfigInput.of(file)), problems);
    return new Binder(catalog, problems).bind(assembled).model();
  }

  /** The errors in such an experiment that are not about what it lacks. */
  static List<String> errors(Problems problems) {
    return problems.inOrder().stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .filter(problem -> problem.code() != Code.KEY_MISSING)
        .map(Diagnostic::message)
        .toList();
  }

  /** The shapes of the tensors in a safetensors file whose names start so, without that start. */
  static Map<String, List<Long>> shapes(Path file, String start) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
      String header = new String(bytes, 8, (int) length, StandardCharsets.UTF_8);
      JsonObject tensors = JsonParser.parseString(header).getAsJsonObject();
      Map<String, List<Long>> shapes = new TreeMap<>();
      for (String name : tensors.keySet()) {
        if (name.startsWith(start)) {
          JsonArray shape = tensors.getAsJsonObject(name).getAsJsonArray("shape");
          shapes.put(name.substring(start.length()), sizes(shape));
        }
      }
      return shapes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Long> sizes(JsonArray array) {
    List<Long> sizes = new ArrayList<>();
    array.forEach(size -> sizes.add(size.getAsLong()));
    return sizes;
  }
}
