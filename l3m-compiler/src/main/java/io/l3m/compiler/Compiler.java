// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.compiler.assemble.AssembleRequest;
import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.assemble.ConfigAssembler;
import io.l3m.compiler.assemble.ConfigInput;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.Severity;
import java.nio.file.Path;
import java.util.List;

/** From an experiment config to its problems, or to a program. */
public final class Compiler {

  /** Reports all problems of a config. */
  public CheckResult check(CheckRequest request) {
    Problems problems = new Problems();
    assemble(request, problems);
    return new CheckResult(inOrder(request, problems));
  }

  /** Emits the program of a config, or reports all problems. */
  public CompileResult compile(CompileRequest request) {
    Problems problems = new Problems();
    assemble(request.check(), problems);
    return new CompileResult(List.of(), inOrder(request.check(), problems), "");
  }

  @CanIgnoreReturnValue
  private static AssembledConfig assemble(CheckRequest request, Problems problems) {
    AssembleRequest whole =
        new AssembleRequest(
            input(request, request.config()),
            request.defaults().map(file -> input(request, file)),
            request.overrides(),
            request.environment());
    return ConfigAssembler.assemble(whole, problems);
  }

  private static ConfigInput input(CheckRequest request, Path file) {
    return new ConfigInput.OnDisk(file, request.nameOf(file));
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
