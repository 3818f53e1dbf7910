// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;

/** One problem with the lines that it is about, the faulty part underlined. */
record TextReport(Ink ink) {

  /** An underlined part of a line, and what is said about it. */
  private record Mark(Span span, boolean primary, String note) {}

  String of(Diagnostic problem) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark(problem.span(), true, suggestion(problem)));
    problem.labels().forEach(label -> marks.add(new Mark(label.span(), false, label.message())));
    int width = 1;
    for (Mark mark : marks) {
      width = Math.max(width, String.valueOf(mark.span().line()).length());
    }
    String margin = " ".repeat(width);
    StringBuilder out = new StringBuilder();
    String severity = ReportPrinter.name(problem.severity()) + "[" + problem.code().id() + "]";
    out.append(ink.of(problem.severity(), severity))
        .append(ink.bold(": " + problem.message()))
        .append('\n');
    while (!marks.isEmpty()) {
      printLine(out, margin, problem.severity(), takeLine(marks));
    }
    problem.hint().ifPresent(hint -> printHint(out, margin, hint));
    return out.append('\n').toString();
  }

  /** The first mark and all others on its line. */
  private static List<Mark> takeLine(List<Mark> marks) {
    Span first = marks.getFirst().span();
    List<Mark> line = new ArrayList<>();
    for (Mark mark : marks) {
      if (mark.span().file().equals(first.file()) && mark.span().line() == first.line()) {
        line.add(mark);
      }
    }
    marks.removeAll(line);
    return line;
  }

  private void printLine(StringBuilder out, String margin, Severity severity, List<Mark> marks) {
    Span first = marks.getFirst().span();
    out.append(margin).append(' ').append(ink.frame("┌─")).append(' ').append(place(first));
    out.append('\n');
    if (first.file().text().isEmpty()) {
      marks.stream()
          .filter(mark -> !mark.note().isEmpty())
          .forEach(mark -> out.append(margin).append(" = ").append(mark.note()).append('\n'));
      return;
    }
    Excerpt excerpt = Excerpt.of(first);
    String number = String.valueOf(first.line());
    out.append(margin).append(' ').append(ink.frame("│")).append('\n');
    out.append(ink.frame(margin.substring(number.length()) + number + " │"))
        .append(' ')
        .append(excerpt.text())
        .append('\n');
    for (Mark mark : marks) {
      String line = (mark.primary() ? "^" : "-").repeat(excerpt.width(mark.span()));
      String underlined = (line + " " + mark.note()).stripTrailing();
      out.append(margin)
          .append(' ')
          .append(ink.frame("│"))
          .append(' ')
          .append(" ".repeat(excerpt.start(mark.span())))
          .append(mark.primary() ? ink.of(severity, underlined) : ink.related(underlined))
          .append('\n');
    }
  }

  private void printHint(StringBuilder out, String margin, String hint) {
    List<String> lines = hint.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      out.append(margin)
          .append(i == 0 ? " " + ink.frame("=") + " " : "   ")
          .append(lines.get(i))
          .append('\n');
    }
  }

  private static String suggestion(Diagnostic problem) {
    return problem.suggestion().map(text -> "did you mean `" + text + "`?").orElse("");
  }

  /** What is empty or missing has no line to point to, and an override is one line. */
  private static String place(Span span) {
    SourceFile file = span.file();
    boolean whole = file.text().isEmpty() || file.overrideIndex().isPresent();
    return whole ? file.name() : span.toString();
  }
}
