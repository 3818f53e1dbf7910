// SPDX-License-Identifier: Apache-2.0
package io.l3m.bench;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CheckResult;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.diag.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The configs that are measured. */
final class Configs {

  private Configs() {}

  /**
   * Every experiment in or below the folder that the system property {@code l3m.configs} names
   * (else {@code configs}), sorted.
   *
   * @throws IllegalStateException where there is none
   */
  static List<CheckRequest> all() {
    Path folder = Path.of(System.getProperty("l3m.configs", "configs"));
    try (Stream<Path> files = Files.walk(folder)) {
      List<CheckRequest> found =
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .filter(file -> !file.endsWith("defaults.yaml"))
              .sorted()
              .map(CheckRequest::of)
              .toList();
      if (found.isEmpty()) {
        throw new IllegalStateException("no experiment in " + folder.toAbsolutePath());
      }
      return found;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** A check that stopped at an error would be fast for the wrong reason. */
  static CheckResult valid(Compiler compiler, CheckRequest request) {
    CheckResult result = compiler.check(request);
    result.problems().stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .findFirst()
        .ifPresent(problem -> {
          throw new IllegalStateException(request.config() + ": " + problem.message());
        });
    return result;
  }
}
