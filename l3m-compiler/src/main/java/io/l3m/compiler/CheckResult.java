// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Severity;
import java.util.List;

/**
 * What a check found.
 *
 * @param problems in source order
 */
public record CheckResult(List<Diagnostic> problems) {

  public CheckResult {
    problems = List.copyOf(problems);
  }

  /** Whether any problem keeps the config from being trained. */
  public boolean hasErrors() {
    return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }
}
