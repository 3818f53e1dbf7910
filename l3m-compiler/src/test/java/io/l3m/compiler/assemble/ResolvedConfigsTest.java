// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.l3m.compiler.Shared;
import io.l3m.compiler.diag.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The original's configs, assembled, equal what OmegaConf makes of them. */
class ResolvedConfigsTest {

  static List<Path> goldens() {
    return Shared.files("golden/resolved", ".json");
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void equalsWhatTheOriginalResolves(Path golden) throws IOException {
    assumeThat(golden).as("the original's resolved configs").exists();
    String name = golden.getFileName().toString().replace(".json", ".yaml");
    int dash = name.indexOf('-');
    Path configs = Shared.file("l3m-configs");
    Path config = configs.resolve(name.substring(0, dash)).resolve(name.substring(dash + 1));
    Problems problems = new Problems();
    AssembledConfig assembled =
        ConfigAssembler.assemble(
            AssembleRequest.of(ConfigInput.of(config))
                .withDefaults(ConfigInput.of(configs.resolve("defaults.yaml"))),
            problems);
    assertThat(problems.inOrder()).isEmpty();
    assertThat(CanonicalJson.of(assembled.root()))
        .isEqualTo(CanonicalJson.of(Files.readString(golden)));
  }
}
