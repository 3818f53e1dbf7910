// SPDX-License-Identifier: Apache-2.0
package io.l3m.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.CheckRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are experiments, and what they are called. */
class ConfigSetTest {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    for (String name : List.of("a.yaml", "defaults.yaml", "deep/b-1.yml", "deep/defaults.yaml")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
    Files.writeString(folder.resolve("notes.txt"), "");
  }

  @Test
  void findsConfigsInAllFoldersButDefaults() throws IOException {
    assertThat(packages(List.of("**/*.yaml", "**/*.yml"))).containsExactly("g.a", "g.b_1");
  }

  @Test
  void findsWhatAPatternNames() throws IOException {
    assertThat(packages(List.of("deep/*"))).containsExactly("g.b_1");
    assertThat(packages(List.of("none/*"))).isEmpty();
  }

  @Test
  void aConfigTakesTheNearestDefaults() throws IOException {
    assertThat(set(folder, List.of("**/*.yml")).requests().getFirst().check().defaults())
        .contains(folder.resolve("deep/defaults.yaml"));
  }

  @Test
  void filesAreNamedFromTheBase() throws IOException {
    CheckRequest check = set(folder, List.of("**/*.yml")).requests().getFirst().check();
    assertThat(check.nameOf(check.config())).isEqualTo("deep/b-1.yml");
  }

  @Test
  void aMissingFolderHoldsNothing() throws IOException {
    assertThat(set(folder.resolve("missing"), List.of("**")).requests()).isEmpty();
  }

  private List<String> packages(List<String> includes) throws IOException {
    return set(folder, includes).requests().stream().map(r -> r.packageName()).toList();
  }

  private static ConfigSet set(Path directory, List<String> includes) {
    return new ConfigSet(
        directory,
        includes,
        List.of("**/defaults.yaml"),
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of(),
        1,
        false,
        directory,
        "g");
  }
}
