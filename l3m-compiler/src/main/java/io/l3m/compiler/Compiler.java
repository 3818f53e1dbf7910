// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.SourceFile;
import java.nio.file.Files;
import java.util.List;

/** From an experiment config to its problems, or to a program. */
public final class Compiler {

  /** Reports all problems of a config. */
  public CheckResult check(CheckRequest request) {
    Problems problems = new Problems();
    read(request, problems);
    return new CheckResult(problems.inOrder());
  }

  /** Emits the program of a config, or reports all problems. */
  public CompileResult compile(CompileRequest request) {
    Problems problems = new Problems();
    read(request.check(), problems);
    return new CompileResult(List.of(), problems.inOrder(), "");
  }

  private static void read(CheckRequest request, Problems problems) {
    if (!Files.exists(request.config())) {
      SourceFile file = SourceFile.of(request.nameOf(request.config()), "");
      problems.report(Code.FILE_NOT_FOUND, file.whole(), file.name());
    }
  }
}
