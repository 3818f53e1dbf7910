// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.cli.TensorFile;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.CatalogReader;
import io.l3m.golden.CaseExperiment.Position;
import io.l3m.runtime.data.BoolArray;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.HostArray;
import io.l3m.runtime.data.LongArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A node that the original does not stand, or stands against all appearance.
 *
 * @param phase when it fails: construct, init or forward; or none, where it does not
 * @param inputs what is there when it runs, empty where it does not come so far
 */
record ErrorCase(String name, JsonObject node, String phase, Map<String, HostArray> inputs) {

  private static final BlockCatalog CATALOG = CatalogReader.standard();

  static List<ErrorCase> in(Path file) throws IOException {
    List<ErrorCase> cases = new ArrayList<>();
    JsonObject all = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    for (JsonElement element : all.getAsJsonArray("cases")) {
      JsonObject one = element.getAsJsonObject();
      Map<String, HostArray> inputs = new LinkedHashMap<>();
      if (one.has("inputs")) {
        one.getAsJsonObject("inputs")
            .asMap()
            .forEach((key, value) -> inputs.put(key, zeros(value.getAsJsonObject())));
      }
      cases.add(
          new ErrorCase(
              one.get("name").getAsString(),
              one.getAsJsonObject("config"),
              one.get("phase").getAsString(),
              inputs));
    }
    return cases;
  }

  private static HostArray zeros(JsonObject input) {
    long[] shape =
        input.getAsJsonArray("shape").asList().stream().mapToLong(JsonElement::getAsLong).toArray();
    int count = HostArray.elements(shape);
    return switch (input.get("dtype").getAsString()) {
      case "int64" -> LongArray.of(new long[count], shape);
      case "bool" -> BoolArray.of(new boolean[count], shape);
      default -> FloatArray.of(new float[count], shape);
    };
  }

  /** An experiment around the node; without a checkpoint where that is what fails. */
  CaseExperiment experiment(String packageName) {
    Map<String, String> types = new LinkedHashMap<>();
    inputs.forEach((key, array) -> types.put(key, TensorFile.typeOfSample(array)));
    return new CaseExperiment(
        packageName, node, position(), types, Set.of(), Set.of(), !phase.equals("init"));
  }

  private Position position() {
    Optional<BlockSchema> schema = CATALOG.find(node.get("_target_").getAsString());
    Set<String> roles = schema.map(BlockSchema::roles).orElse(Set.of());
    if (roles.contains("criterion")) {
      return new Position.Loss();
    }
    return roles.contains("stage")
        ? new Position.Stage()
        : new Position.Called(ModuleCall.notMade());
  }
}
