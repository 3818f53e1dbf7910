// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.CompileResult;
import io.l3m.compiler.Compiler;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The program loads the weights that the config names. */
class WeightsPlannerTest {

  private static final Path BASE = Path.of("src/test/fixtures/base/images.yaml");

  /** The class with {@code main}, without comments at ends of lines and without white space. */
  private static String program(String... overrides) {
    CheckRequest check = CheckRequest.of(BASE).withOverrides(Arrays.asList(overrides));
    CompileResult result = new Compiler().compile(new CompileRequest(check, "com.example"));
    assertThat(result.problems()).isEmpty();
    return result.files().stream()
        .filter(file -> file.name().equals("Images"))
        .findFirst()
        .orElseThrow()
        .text()
        .replaceAll("(?m) // .*$", "")
        .replaceAll("\\s+", "");
  }

  @Test
  void oneFileHasASetterForEachKey() {
    assertThat(
            program(
                "model.checkpoint=src/test/fixtures/weights/wrapped.pth",
                "model.checkpoint_filters=['module.head.*']",
                "model.checkpoint_renamer=[[module.,'']]"))
        .contains(
            ".checkpoint(\"src/test/fixtures/weights/wrapped.pth\")"
                + ".checkpointFilters(\"module.head.*\")"
                + ".checkpointRenamer(\"module.\",\"\")");
  }

  @Test
  void severalFilesHaveTheirOwnKeys() {
    assertThat(
            program(
                "model.checkpoint=[{checkpoint: src/test/fixtures/weights/trunk.pth}, {checkpoint: src/test/fixtures/weights/wrapped.pth, checkpoint_renamer: [[module.,'']]}]"))
        .contains(
            ".checkpoint(StartingWeights.builder()"
                + ".checkpoint(\"src/test/fixtures/weights/trunk.pth\").build())"
                + ".checkpoint(StartingWeights.builder()"
                + ".checkpoint(\"src/test/fixtures/weights/wrapped.pth\")"
                + ".checkpointRenamer(\"module.\",\"\").build())");
  }
}
