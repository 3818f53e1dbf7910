// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a config.
 *
 * @param analysis empty where the files could not be read
 * @param problems in source order
 */
public record AnalysisResult(Optional<Analysis> analysis, List<Diagnostic> problems) {

  public AnalysisResult {
    problems = List.copyOf(problems);
  }

  /** Whether the files could not be read, or any problem keeps the config from being trained. */
  public boolean hasErrors() {
    return analysis.isEmpty()
        || problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }
}
