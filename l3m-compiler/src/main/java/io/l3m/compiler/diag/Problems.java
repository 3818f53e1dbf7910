// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ordered, de-duplicating sink that is handed down the phases. */
public final class Problems {

  private final List<Report> reports = new ArrayList<>();

  /**
   * Adds a problem; the returned report takes hints and labels. The first of several reports with
   * one code, place and message stands.
   */
  @CanIgnoreReturnValue
  public Report report(Code code, Span span, Object... arguments) {
    Report report = new Report(code, span, code.message(arguments));
    reports.add(report);
    return report;
  }

  public boolean hasErrors() {
    return reports.stream().anyMatch(report -> report.code.severity() == Severity.ERROR);
  }

  /** Whether something in this text is an error. */
  public boolean hasErrorsIn(SourceFile file) {
    return reports.stream()
        .anyMatch(
            report -> report.code.severity() == Severity.ERROR && report.span.file().equals(file));
  }

  /** All problems in source order, each once. */
  public List<Diagnostic> inOrder() {
    Map<List<Object>, Diagnostic> distinct = new LinkedHashMap<>();
    for (Report report : reports) {
      distinct.putIfAbsent(List.of(report.code, report.span, report.message), report.diagnostic());
    }
    List<Diagnostic> ordered = new ArrayList<>(distinct.values());
    ordered.sort(Comparator.comparing(Diagnostic::span).thenComparing(Diagnostic::code));
    return List.copyOf(ordered);
  }

  /** A problem that is being described. */
  public static final class Report {
    private final Code code;
    private final Span span;
    private final String message;
    private Optional<String> hint = Optional.empty();
    private Optional<String> suggestion = Optional.empty();
    private final List<Diagnostic.Label> labels = new ArrayList<>();
    private final Set<Span> labelled = new HashSet<>();

    private Report(Code code, Span span, String message) {
      this.code = code;
      this.span = span;
      this.message = message;
    }

    /** How to mend it, one sentence. */
    @CanIgnoreReturnValue
    public Report hint(String text) {
      hint = Optional.of(text);
      return this;
    }

    /** What should stand there instead. */
    @CanIgnoreReturnValue
    public Report suggest(Optional<String> text) {
      suggestion = text;
      return this;
    }

    /** Another place that belongs to the problem. */
    @CanIgnoreReturnValue
    public Report label(Span place, String text) {
      if (labelled.add(place)) {
        labels.add(new Diagnostic.Label(place, text));
      }
      return this;
    }

    private Diagnostic diagnostic() {
      return new Diagnostic(code, code.severity(), span, message, hint, suggestion, labels);
    }
  }
}
