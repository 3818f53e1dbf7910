// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.compiler.Shared;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.schema.BlockCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks that the original cannot construct: the catalogue alone must tell. */
class OriginalErrorsTest {

  /**
   * Where we differ: a style that the original does not know and does not mention; and what only
   * fails without a checkpoint, which is a rule about the whole experiment.
   */
  private static final Set<String> DIFFERENT =
      Set.of("patchembedlinear-style-ignored", "init-openai-registers", "init-multimodal-mask");

  private static final BlockCatalog CATALOG = OriginalBlocksTest.anywhere();

  static List<Named<JsonObject>> cases() {
    Path file = Shared.file("golden/errors/cases.json");
    if (!Files.exists(file)) {
      return List.of(Named.of("none", new JsonObject()));
    }
    List<Named<JsonObject>> cases = new ArrayList<>();
    for (JsonElement element : Originals.json(file).getAsJsonObject().getAsJsonArray("cases")) {
      JsonObject one = element.getAsJsonObject();
      String name = one.get("name").getAsString();
      if (!DIFFERENT.contains(name)) {
        cases.add(Named.of(name, one));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatTheOriginalCannotConstructIsAnError(JsonObject one) {
    assumeThat(one.has("phase")).as("the original's errors").isTrue();
    String phase = one.get("phase").getAsString();
    List<String> errors = errors(one.getAsJsonObject("config"));
    if (phase.equals("construct") || phase.equals("init")) {
      assertThat(errors).as(one.get("message").getAsString()).isNotEmpty();
    }
    if (phase.equals("none")) {
      assertThat(errors).isEmpty();
    }
  }

  private static List<String> errors(JsonObject config) {
    Problems problems = new Problems();
    Optional<BoundBlock> unused = Originals.bindModel(config, CATALOG, problems);
    return Originals.errors(problems);
  }
}
