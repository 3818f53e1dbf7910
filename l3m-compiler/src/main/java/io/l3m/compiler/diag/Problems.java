// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ordered, de-duplicating sink that is handed down the phases. */
public final class Problems {

  private final List<Report> reports = new ArrayList<>();
  private final Set<String> misspelled = new HashSet<>();
  private final Map<Span, Integer> uses = new HashMap<>();

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

  /**
   * Notes that what should stand at a path is there under a misspelled name, which is reported:
   * that it is missing need not be said, too.
   */
  public void misspelled(String path) {
    misspelled.add(path);
  }

  /** Tells how often each value is referred to. */
  public void uses(Map<Span, Integer> counts) {
    uses.putAll(counts);
  }

  /** Takes a report back, for one that says the same in a better way. */
  public void withdraw(Report report) {
    reports.remove(report);
  }

  /** How many problems there are so far. */
  public int count() {
    return reports.size();
  }

  /** The errors that were reported since there were so many problems. */
  public List<Report> errorsSince(int count) {
    return reports.subList(Math.min(count, reports.size()), reports.size()).stream()
        .filter(report -> report.code.severity() == Severity.ERROR)
        .toList();
  }

  /** Whether anything reported so far is an error. */
  public boolean hasErrors() {
    return reports.stream().anyMatch(report -> report.code.severity() == Severity.ERROR);
  }

  /** Whether something in this text is an error. */
  public boolean hasErrorsIn(SourceFile file) {
    return reports.stream()
        .anyMatch(
            report -> report.code.severity() == Severity.ERROR && report.span.file().equals(file));
  }

  /** Whether an error stands at a place, or names it as one that belongs to it. */
  public boolean hasErrorsAt(Span place) {
    return reports.stream()
        .filter(report -> report.code.severity() == Severity.ERROR)
        .anyMatch(report -> report.span.equals(place) || report.names(place));
  }

  /**
   * All problems in source order, each once. Where a problem names several places that may be
   * wrong, the one that most problems name is reported, once: one number in the wrong place breaks
   * many sizes.
   */
  public List<Diagnostic> inOrder() {
    Suspicion suspicion = new Suspicion(uses);
    reports.stream()
        .filter(report -> report.code.severity() == Severity.ERROR)
        .forEach(report -> suspicion.hear(report.suspects, report.span));
    suspicion.decide();
    Map<List<Object>, Diagnostic> distinct = new LinkedHashMap<>();
    for (Report report : errorsFirst()) {
      if (report.basis.filter(suspicion::isBlamed).isPresent()) {
        continue; // what it rests on is wrong
      }
      Optional<Suspect> culprit = suspicion.culprit(report.suspects);
      if (culprit.isPresent() && !suspicion.blame(culprit.get(), report.code.severity())) {
        continue; // it is reported already
      }
      Diagnostic problem = report.diagnostic(culprit.map(suspicion::narrowed));
      distinct.putIfAbsent(List.of(report.code, problem.span(), report.message), problem);
    }
    List<Diagnostic> ordered = new ArrayList<>(distinct.values());
    ordered.sort(Comparator.comparing(Diagnostic::span).thenComparing(Diagnostic::code));
    return List.copyOf(ordered);
  }

  /** What is to be told, so that a warning can be left out where an error says it. */
  private List<Report> errorsFirst() {
    return reports.stream()
        .filter(report -> !isExplained(report))
        .sorted(Comparator.comparing(report -> report.code.severity()))
        .toList();
  }

  private boolean isExplained(Report report) {
    return report
        .missing
        .filter(path ->
            misspelled.stream()
                .anyMatch(owner -> path.equals(owner) || path.startsWith(owner + ".")))
        .isPresent();
  }

  /**
   * One of several places that may be the one to mend.
   *
   * @param source what is wrong there: the value itself, also where references lead to it
   * @param place where to report it
   * @param reference where it is referred to; the place itself where it is not
   * @param uses how often it is referred to
   * @param likelihood how likely it is the one
   * @param label what is to be known about it where another place is reported
   * @param fitting the value with which there would be no problem, where that is known
   * @param indirect whether it only belongs to what the size is computed from
   */
  public record Suspect(
      Span source,
      Span place,
      Span reference,
      int uses,
      Likelihood likelihood,
      String label,
      Optional<String> fitting,
      boolean indirect) {

    /** One that nobody refers to. */
    public Suspect(Span source, Span place, Likelihood likelihood, String label) {
      this(source, place, place, 1, likelihood, label, Optional.empty(), false);
    }

    /** The same, where a value that stands there may be put right. */
    public Suspect withFitting(Optional<String> value) {
      return new Suspect(source, place, reference, uses, likelihood, label, value, indirect);
    }

    /** The same, of blocks before. */
    public Suspect asIndirect() {
      return new Suspect(source, place, reference, uses, likelihood, label, fitting, true);
    }

    /** The same, reported where it is referred to. */
    Suspect atReference() {
      return new Suspect(source, reference, reference, uses, likelihood, label, fitting, indirect);
    }

    private boolean isOurs() {
      return likelihood != Likelihood.NOT_OURS;
    }
  }

  /** A problem that is being described. */
  public static final class Report {
    private final Code code;
    private final Span span;
    private final String message;
    private Optional<String> hint = Optional.empty();
    private Optional<String> suggestion = Optional.empty();
    private Optional<String> missing = Optional.empty();
    private Optional<Span> basis = Optional.empty();
    private final List<Diagnostic.Label> labels = new ArrayList<>();
    private final Set<Span> labelled = new HashSet<>();
    private final List<Suspect> suspects = new ArrayList<>();

    private Report(Code code, Span span, String message) {
      this.code = code;
      this.span = span;
      this.message = message;
    }

    private boolean names(Span place) {
      return labelled.contains(place)
          || suspects.stream()
              .anyMatch(one -> one.place().equals(place) || one.source().equals(place));
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

    /** That the problem is what is missing at a path. */
    @CanIgnoreReturnValue
    public Report about(String path) {
      missing = Optional.of(path);
      return this;
    }

    /** That this is no problem if a value, which others disagree with, turns out to be wrong. */
    @CanIgnoreReturnValue
    public Report unlessBlamed(Span source) {
      basis = Optional.of(source);
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

    /** The places of which one is to be mended; then the problem stands at one of them. */
    @CanIgnoreReturnValue
    public Report suspect(List<Suspect> places) {
      suspects.addAll(places);
      return this;
    }

    private Diagnostic diagnostic(Optional<Suspect> culprit) {
      Span at = culprit.filter(Suspect::isOurs).map(Suspect::place).orElse(span);
      suspects.stream()
          .filter(suspect -> !suspect.indirect() && !suspect.place().equals(at))
          .forEach(suspect -> label(suspect.place(), suspect.label()));
      if (!suspects.isEmpty()) {
        labels.removeIf(label -> label.span().equals(at));
      }
      Optional<String> fitting =
          culprit
              .filter(suspect -> suspect.place().equals(at))
              .flatMap(Suspect::fitting)
              .map(value -> "with `" + value + "` here it would fit");
      Optional<String> advice =
          hint.isEmpty() && suggestion.isEmpty()
              ? fitting
              : hint.map(text -> fitting.map(value -> text + "; " + value).orElse(text));
      return new Diagnostic(code, code.severity(), at, message, advice, suggestion, labels);
    }
  }
}
