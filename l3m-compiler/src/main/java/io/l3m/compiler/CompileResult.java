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
 * @param lacks what a run of a single process goes without, a sentence each
 */
public record CompileResult(
    List<EmittedFile> files, List<Diagnostic> problems, String mainClass, List<String> lacks) {

  public CompileResult {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
    lacks = List.copyOf(lacks);
  }

  /** Whether any problem keeps the config from being trained. */
  public boolean hasErrors() {
    return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }
}
