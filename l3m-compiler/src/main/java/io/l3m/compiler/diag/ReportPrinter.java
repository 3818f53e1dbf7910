// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes problems down.
 *
 * @param colours whether the text is marked for a terminal
 */
public record ReportPrinter(ReportFormat format, boolean colours) {

  /** A printer of plain text in this format. */
  public static ReportPrinter of(ReportFormat format) {
    return new ReportPrinter(format, false);
  }

  /** The report, with a line break at its end unless it is empty. */
  public String print(List<Diagnostic> problems) {
    return switch (format) {
      case TEXT -> each(problems, new TextReport(new Ink(colours))::of);
      case SHORT -> each(problems, ReportPrinter::line);
      case JSON -> JsonReport.of(problems);
      case SARIF -> SarifReport.of(problems);
      case GITHUB -> each(problems, ReportPrinter::workflowCommand);
    };
  }

  /** "2 errors, 1 warning", or nothing when there is no problem. */
  public static String summary(List<Diagnostic> problems) {
    long errors = problems.stream().filter(p -> p.severity() == Severity.ERROR).count();
    long warnings = problems.size() - errors;
    String first = errors == 0 ? "" : errors + (errors == 1 ? " error" : " errors");
    String second = warnings == 0 ? "" : warnings + (warnings == 1 ? " warning" : " warnings");
    return first + (first.isEmpty() || second.isEmpty() ? "" : ", ") + second;
  }

  static String name(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private interface Print {
    String of(Diagnostic problem);
  }

  private static String each(List<Diagnostic> problems, Print print) {
    return problems.stream().map(print::of).collect(Collectors.joining());
  }

  private static String line(Diagnostic problem) {
    return "%s: %s: %s [%s]\n"
        .formatted(
            problem.span(), name(problem.severity()), problem.message(), problem.code().id());
  }

  private static String workflowCommand(Diagnostic problem) {
    String message = problem.message() + problem.hint().map(hint -> "\n" + hint).orElse("");
    return "::%s file=%s,line=%d,col=%d,endLine=%d,endColumn=%d,title=%s::%s\n"
        .formatted(
            name(problem.severity()),
            escaped(problem.span().file().name()).replace(":", "%3A").replace(",", "%2C"),
            problem.span().line(),
            problem.span().column(),
            problem.span().endLine(),
            problem.span().endColumn(),
            problem.code().id(),
            escaped(message));
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
