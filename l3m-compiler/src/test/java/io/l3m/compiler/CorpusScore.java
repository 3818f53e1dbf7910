// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import io.l3m.compiler.CorpusCase.Fault;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts by category which faults were found, which were missed, and what was a false alarm. */
final class CorpusScore {

  private final Map<String, int[]> byCategory = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private int found = 0;
  private int faults = 0;
  private int falseAlarms = 0;

  int found() {
    return found;
  }

  int falseAlarms() {
    return falseAlarms;
  }

  void add(CorpusCase one) {
    List<Diagnostic> problems = new Compiler().check(one.request()).problems();
    String category = one.faults().isEmpty() ? "(valid)" : one.faults().getFirst().category();
    int[] row = byCategory.computeIfAbsent(category, name -> new int[3]);
    for (Fault fault : one.faults()) {
      faults++;
      if (isFound(one, fault, problems)) {
        found++;
        byCategory.computeIfAbsent(fault.category(), name -> new int[3])[0]++;
      } else {
        byCategory.computeIfAbsent(fault.category(), name -> new int[3])[1]++;
      }
    }
    for (Diagnostic problem : problems) {
      boolean expected = one.faults().stream().anyMatch(fault -> fault.isAt(problem));
      if (problem.severity() == Severity.ERROR && !expected) {
        falseAlarms++;
        row[2]++;
        notes.add("false   " + one.name() + "  " + show(problem));
      }
    }
  }

  private boolean isFound(CorpusCase one, Fault fault, List<Diagnostic> problems) {
    List<Diagnostic> meeting = problems.stream().filter(fault::isMetBy).toList();
    if (meeting.isEmpty()) {
      notes.add("missed  " + one.name() + "  " + fault.lines() + " " + fault.category());
      problems.forEach(problem -> notes.add("    had  " + show(problem)));
      return false;
    }
    boolean suggested =
        fault.hint().isEmpty()
            || meeting.stream().anyMatch(problem -> problem.suggestion().equals(fault.hint()));
    if (!suggested) {
      notes.add(
          "no hint "
              + one.name()
              + "  wanted "
              + fault.hint().orElse("")
              + ", got "
              + meeting.stream().map(CorpusScore::show).toList());
    }
    return suggested;
  }

  private static String show(Diagnostic problem) {
    Optional<String> suggestion = problem.suggestion();
    return problem.code().id()
        + " "
        + problem.span().file().overrideIndex().orElse(-1)
        + ":"
        + problem.span().line()
        + " "
        + problem.message()
        + suggestion.map(text -> " (did you mean " + text + "?)").orElse("");
  }

  /** The table, and a line for each fault that was missed or made up. */
  String table() {
    StringBuilder out = new StringBuilder();
    out.append(String.format("%-26s %6s %6s %6s%n", "category", "found", "missed", "false"));
    byCategory.forEach((category, row) ->
        out.append(String.format("%-26s %6d %6d %6d%n", category, row[0], row[1], row[2])));
    out.append(String.format("%-26s %6d %6d %6d%n", "all", found, faults - found, falseAlarms));
    notes.forEach(note -> out.append(note).append('\n'));
    return out.toString();
  }
}
