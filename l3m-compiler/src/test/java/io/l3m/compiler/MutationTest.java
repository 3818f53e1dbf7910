// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.l3m.compiler.Mutation.Kind;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Makes one mistake after the other in configs that are valid, and expects each to be reported at
 * its line, with the right name where one was misspelled.
 */
class MutationTest {

  private static final Path CONFIGS = Path.of("../configs");

  /** Mistakes of one kind that are tried in one config, spread evenly over it. */
  private static final int OWN = 6;

  private static final int OTHERS = 1;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource
  void findsMistakesInTheConfigsOfThisRepository(Kind kind) throws IOException {
    List<Path> files = configsIn(CONFIGS);
    assertThat(files).hasSizeGreaterThan(3);
    assertThat(missed(kind, files, CONFIGS.resolve("defaults.yaml"), OWN)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void findsMistakesInConfigsBesideTheProject(Kind kind) throws IOException {
    Path bases = Shared.file("corpus/bases");
    assumeTrue(Files.isDirectory(bases), () -> "there are no configs in " + bases);
    Path defaults = Shared.file("l3m-configs/defaults.yaml");
    assertThat(missed(kind, configsIn(bases), defaults, OTHERS)).isEmpty();
  }

  private static List<Path> configsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("defaults.yaml"))
          .sorted()
          .toList();
    }
  }

  private List<String> missed(Kind kind, List<Path> files, Path defaults, int most)
      throws IOException {
    List<String> missed = new ArrayList<>();
    for (Path file : files) {
      List<Mutation> mutations = Mutation.of(kind, Files.readString(file));
      int step = Math.max(1, mutations.size() / most);
      for (int i = file.toString().length() % step; i < mutations.size(); i += step) {
        Mutation mutation = mutations.get(i);
        List<Diagnostic> errors = errors(mutation, defaults);
        if (errors.stream().noneMatch(error -> meets(mutation, error))) {
          missed.add(file.getFileName() + " " + mutation.places() + " " + show(errors));
        }
      }
    }
    return missed;
  }

  private List<Diagnostic> errors(Mutation mutation, Path defaults) throws IOException {
    Path config = folder.resolve("config.yaml");
    Files.writeString(config, mutation.text());
    CheckRequest request = CheckRequest.of(config).withDefaults(defaults);
    return new Compiler()
        .check(request).problems().stream()
            .filter(problem -> problem.severity() == Severity.ERROR)
            .toList();
  }

  private static boolean meets(Mutation mutation, Diagnostic error) {
    boolean named = mutation.hint().isEmpty() || mutation.hint().equals(error.suggestion());
    return named && mutation.lines().contains(error.span().line());
  }

  private static String show(List<Diagnostic> errors) {
    Optional<Diagnostic> first = errors.stream().findFirst();
    return first
        .map(error ->
            error.span().line()
                + " "
                + error.message()
                + error.suggestion().map(" → "::concat).orElse(""))
        .orElse("nothing");
  }
}
