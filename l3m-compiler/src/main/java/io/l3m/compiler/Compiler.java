// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.Severity;
import java.util.List;

/** From an experiment config to its problems, or to a program. */
public final class Compiler {

  /** Reports all problems of a config. */
  public CheckResult check(CheckRequest request) {
    Problems problems = new Problems();
    Analysis.of(request, problems);
    return new CheckResult(inOrder(request, problems));
  }

  /** Emits the program of a config, or reports all problems. */
  public CompileResult compile(CompileRequest request) {
    Problems problems = new Problems();
    Analysis.of(request.check(), problems);
    return new CompileResult(List.of(), inOrder(request.check(), problems), "");
  }

  private static List<Diagnostic> inOrder(CheckRequest request, Problems problems) {
    List<Diagnostic> found = problems.inOrder();
    return request.strict() ? found.stream().map(Compiler::asError).toList() : found;
  }

  private static Diagnostic asError(Diagnostic problem) {
    return new Diagnostic(
        problem.code(),
        Severity.ERROR,
        problem.span(),
        problem.message(),
        problem.hint(),
        problem.suggestion(),
        problem.labels());
  }
}
