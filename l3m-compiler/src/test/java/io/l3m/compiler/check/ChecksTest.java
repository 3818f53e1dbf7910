// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.diag.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A rule that is written is also inspected, and what it says is shown by a fixture. */
class ChecksTest {

  private static final Path SOURCES = Path.of("src/main/java/io/l3m/compiler/check");
  private static final Path FIXTURES = Path.of("src/test/fixtures/reject");

  /** What files, YAML, overrides and references can say is shown by cases of their own. */
  private static final String FIRST_BOUND = "L3M0200";

  @Test
  void everyRuleIsInspected() throws IOException {
    String all = Files.readString(SOURCES.resolve("Checks.java"));
    assertThat(rules())
        .hasSizeGreaterThan(50)
        .filteredOn(rule -> !all.contains("new " + rule + "()"))
        .as("rules that `Checks` does not list")
        .isEmpty();
  }

  @Test
  void everyCodeHasAFixture() {
    assertThat(Arrays.stream(Code.values()).map(Code::id))
        .filteredOn(id -> id.compareTo(FIRST_BOUND) > 0)
        .filteredOn(id -> !Files.isDirectory(FIXTURES.resolve(id)))
        .as("codes without a folder in %s", FIXTURES)
        .isEmpty();
  }

  private static List<String> rules() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> name.endsWith("Check") && !name.equals("Check"))
          .sorted()
          .toList();
    }
  }
}
