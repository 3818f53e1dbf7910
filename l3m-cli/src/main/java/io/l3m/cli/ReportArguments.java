// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.ReportFormat;
import io.l3m.compiler.diag.ReportPrinter;
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
  private ReportFormat format = ReportFormat.TEXT;

  /** Prints the problems of some configs as the result of the command. */
  void printResult(List<Diagnostic> problems, String configs) {
    print(problems, System.out, "out");
    if (format == ReportFormat.TEXT && problems.isEmpty()) {
      System.out.println(configs + ": no problems");
    }
  }

  /** Prints problems, where there are any, beside the result of the command. */
  void printAside(List<Diagnostic> problems) {
    if (!problems.isEmpty()) {
      print(problems, System.err, "err");
    }
  }

  static int status(List<Diagnostic> problems) {
    boolean failed = problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
    return failed ? ExitStatus.ERRORS : ExitStatus.FINE;
  }

  private void print(List<Diagnostic> problems, PrintStream stream, String name) {
    boolean colours = List.of(System.getProperty("l3m.colours", "").split(",")).contains(name);
    stream.print(new ReportPrinter(format, colours).print(problems));
    if (format == ReportFormat.TEXT && !problems.isEmpty()) {
      stream.println(ReportPrinter.summary(problems));
      stream.println("`l3m errors " + problems.getFirst().code().id() + "` explains");
    }
    stream.flush();
  }
}
