// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.compiler.Shared;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.graph.Evaluator;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.CatalogReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The parameter tables of the original's configs, at full size. */
class OriginalModelsTest {

  private static final BlockCatalog CATALOG = CatalogReader.standard();

  static List<Path> manifests() {
    return Shared.files("golden/manifest", ".json");
  }

  static List<Path> configs() {
    return Shared.files("l3m-configs", ".yaml").stream()
        .filter(file -> !file.endsWith("defaults.yaml"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void tensorsAreThoseOfTheOriginal(Path manifest) {
    assumeThat(manifest).as("the original's manifests").exists();
    String name = manifest.getFileName().toString().replace(".json", ".yaml");
    int dash = name.indexOf('-');
    Path config =
        Shared.file("l3m-configs")
            .resolve(name.substring(0, dash))
            .resolve(name.substring(dash + 1));
    Experiment experiment = Originals.bind(config, CATALOG, new Problems());
    ParameterTable table =
        ParameterTables.of(experiment.model().orElseThrow(), new Evaluator(CATALOG));
    List<String> expected = new ArrayList<>();
    for (JsonElement entry : Originals.json(manifest).getAsJsonArray()) {
      JsonObject tensor = entry.getAsJsonObject();
      expected.add(
          tensor.get("kind").getAsString()
              + " "
              + tensor.get("name").getAsString()
              + Originals.sizes(tensor.getAsJsonArray("shape"))
              + (tensor.get("trainable").getAsBoolean() ? " trainable" : ""));
    }
    List<String> found =
        table.rows().stream()
            .filter(ParameterTable.Row::isState)
            .map(row ->
                row.kind().name().toLowerCase(java.util.Locale.ROOT)
                    + " "
                    + row.name()
                    + row.shape()
                    + (row.trainable() ? " trainable" : ""))
            .toList();
    assertThat(table.isComplete()).isTrue();
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void everyConfigOfTheOriginalBinds(Path config) {
    assumeThat(config).as("the original's configs").exists();
    Problems problems = new Problems();
    Originals.bind(config, CATALOG, problems);
    assertThat(problems.inOrder())
        .filteredOn(problem -> problem.severity() == Severity.ERROR)
        .extracting(Diagnostic::message)
        .isEmpty();
  }
}
