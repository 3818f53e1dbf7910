// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.diag.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake is reported where it is, and nothing else is; the configs beneath are valid. */
class FixtureTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("rejects")
  void reportsWhatTheFileExpects(Fixture fixture) {
    List<Diagnostic> problems = fixture.check();
    assertThat(Fixture.places(problems))
        .as(() -> String.join("\n", problems.stream().map(Diagnostic::message).toList()))
        .isEqualTo(fixture.expected());
    assertThat(Fixture.suggestions(problems)).containsAll(fixture.suggested());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rejects")
  void showsTheCodeOfItsFolder(Fixture fixture) {
    assertThat(fixture.expected()).anyMatch(place -> place.endsWith(" " + fixture.code()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bases")
  void acceptsWhatTheFixturesLieOver(Path base) {
    CheckRequest request = CheckRequest.of(base);
    assertThat(new Compiler().check(request).problems()).isEmpty();
  }

  static Stream<Fixture> rejects() throws IOException {
    return yaml(Fixture.ROOT.resolve("reject")).map(Fixture::read);
  }

  static Stream<Path> bases() throws IOException {
    return yaml(Fixture.ROOT.resolve("base"));
  }

  private static Stream<Path> yaml(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }
}
