// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.emit.EmittedFile;
import java.util.List;
import java.util.Optional;

/**
 * What became of a config.
 *
 * @param files the program; empty when there are errors
 * @param problems in source order
 * @param mainClass the full name of the class whose {@code main} trains; empty when there are
 *     errors
 * @param lacks what a run of a single process goes without, a sentence each
 * @param config of which the program was made; empty when there are errors
 */
public record CompileResult(
    List<EmittedFile> files,
    List<Diagnostic> problems,
    String mainClass,
    List<String> lacks,
    Optional<AssembledConfig> config) {

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
