// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.emit.EmittedFile;
import java.util.List;

/**
 * What became of a config.
 *
 * @param files the program; empty when there are errors
 * @param problems in source order
 * @param mainClass the full name of the class whose {@code main} trains; empty when there are
 *     errors
 */
public record CompileResult(List<EmittedFile> files, List<Diagnostic> problems, String mainClass) {

  public CompileResult {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /** Whether any problem keeps the config from being trained. */
  public boolean hasErrors() {
    return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }
}
