// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Severity;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Option;

/** How problems are shown. */
final class ReportArguments {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "How problems are shown: text, short, json, sarif or github (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  /** The spellings of the command line. */
  private enum Format {
    TEXT,
    SHORT,
    JSON,
    SARIF,
    GITHUB
  }

  /** Prints the problems as the result of the command. */
  void printToOut(List<Diagnostic> problems) {
    print(problems, System.out);
  }

  /** Prints the problems beside the result of the command. */
  void printToErr(List<Diagnostic> problems) {
    print(problems, System.err);
  }

  static int status(List<Diagnostic> problems) {
    boolean failed = problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
    return failed ? ExitStatus.ERRORS : ExitStatus.FINE;
  }

  private void print(List<Diagnostic> problems, PrintStream stream) {
    for (Diagnostic problem : problems) {
      stream.println(
          problem.span()
              + ": "
              + problem.severity()
              + " "
              + problem.code().id()
              + ": "
              + problem.message());
    }
    if (format == Format.TEXT && problems.isEmpty()) {
      stream.flush();
    }
  }
}
