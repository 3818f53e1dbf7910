// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.compiler.Shared;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Evaluator;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.CatalogReader;
import io.l3m.compiler.schema.Member;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small blocks of the original, each with the parameters that it has there. */
class OriginalBlocksTest {

  private static final BlockCatalog CATALOG = anywhere();

  /** Any block may stand anywhere. */
  static BlockCatalog anywhere() {
    return new BlockCatalog(
        CatalogReader.standard().all().stream().map(OriginalBlocksTest::anywhere).toList(),
        CatalogReader.standard().sections());
  }

  private static BlockSchema anywhere(BlockSchema schema) {
    return new BlockSchema(
        schema.target(),
        schema.aliases(),
        schema.javaClass(),
        Set.of("any"),
        schema.refused().filter(why -> why.contains("cannot construct")),
        schema.container(),
        schema.parameters(),
        schema.lets(),
        schema.constraints(),
        schema.reads(),
        schema.writes(),
        schema.call(),
        schema.sample(),
        schema.yields(),
        schema.members(),
        schema.frozen(),
        schema.starts(),
        schema.measures(),
        schema.doc(),
        schema.declared());
  }

  /** Where we differ: the original keeps a buffer that no checkpoint has. */
  private static final Set<String> DIFFERENT =
      Set.of(
          "raster-pattern-checkerboard",
          "raster-pattern-horizontal",
          "raster-pattern-reverse-horizontal",
          "raster-pattern-spiral");

  static List<Named<Path>> blocks() {
    return Shared.files("golden/blocks", "config.json").stream()
        .filter(file -> !DIFFERENT.contains(name(file)))
        .map(file -> Named.of(name(file), file))
        .toList();
  }

  private static String name(Path file) {
    return file.getName(Math.max(0, file.getNameCount() - 2)).toString();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void parametersAreThoseOfTheOriginal(Path config) {
    assumeThat(config).as("the original's blocks").exists();
    ParameterTable table = ParameterTables.of(bind(Originals.json(config)), new Evaluator(CATALOG));
    Path tensors = config.resolveSibling("tensors.safetensors");
    assumeThat(tensors).as("tensors of the case").exists();
    Map<String, List<Long>> expected = Originals.shapes(tensors, "param.");
    boolean initial = expected.isEmpty();
    if (initial) {
      expected = Originals.shapes(tensors, "init.0.");
      expected.keySet().removeIf(name -> name.startsWith("(nonpersistent)"));
    }
    Map<String, List<Long>> found = new TreeMap<>();
    table.rows().stream()
        .filter(ParameterTable.Row::isState)
        .forEach(row -> found.put(row.name(), row.shape()));
    assertThat(found).isEqualTo(expected);
    assertThat(table.isComplete()).isTrue();
    if (!initial) {
      assertThat(frozen(table)).isEqualTo(frozen(config));
    }
  }

  private static BoundBlock bind(JsonElement config) {
    Problems problems = new Problems();
    Optional<BoundBlock> block = Originals.bindModel(config, CATALOG, problems);
    assertThat(Originals.errors(problems)).isEmpty();
    return block.orElseThrow();
  }

  private static Set<String> frozen(ParameterTable table) {
    Set<String> names = new TreeSet<>();
    table.rows().stream()
        .filter(row -> row.kind() == Member.Kind.PARAMETER && !row.trainable())
        .forEach(row -> names.add(row.name()));
    return names;
  }

  private static Set<String> frozen(Path config) {
    Set<String> names = new TreeSet<>();
    JsonObject expect = Originals.json(config.resolveSibling("expect.json")).getAsJsonObject();
    if (expect.has("frozen_params")) {
      expect.getAsJsonArray("frozen_params").forEach(name -> names.add(name.getAsString()));
    }
    return names;
  }
}
