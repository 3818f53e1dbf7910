// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import io.l3m.golden.Verdict.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Verdicts as a table: a row a group, then what did not simply pass. */
final class Table {

  private static final String ROW = "%-20s %5s %7s %8s %8s %7s  %s%n";

  private Table() {}

  static String of(Map<String, Verdict> verdicts) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            ROW, "group", "ran", "passed", "refused", "lacking", "failed", "worst / allowed"));
    groups(verdicts).forEach((group, found) -> text.append(row(group, found)));
    text.append(row("all", List.copyOf(verdicts.values())));
    verdicts.forEach((name, verdict) -> {
      if (!verdict.words().isEmpty()) {
        String outcome = verdict.outcome().name().toLowerCase(Locale.ROOT);
        text.append("%s %s: %s%n".formatted(outcome, name, verdict.words()));
      }
    });
    return text.toString();
  }

  private static Map<String, List<Verdict>> groups(Map<String, Verdict> verdicts) {
    return verdicts.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                entry -> entry.getKey().substring(0, entry.getKey().lastIndexOf('/')),
                LinkedHashMap::new,
                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private static String row(String name, List<Verdict> verdicts) {
    double worst = verdicts.stream().mapToDouble(Verdict::worst).max().orElse(0);
    String codes =
        verdicts.stream()
            .filter(verdict -> verdict.outcome() == Outcome.REFUSED)
            .map(Verdict::words)
            .collect(Collectors.toCollection(TreeSet::new))
            .toString();
    return String.format(
        ROW,
        name,
        verdicts.size(),
        count(verdicts, Outcome.PASSED),
        count(verdicts, Outcome.REFUSED),
        count(verdicts, Outcome.LACKING),
        count(verdicts, Outcome.FAILED),
        String.format(Locale.ROOT, "%.2f %s", worst, codes.equals("[]") ? "" : codes));
  }

  private static long count(List<Verdict> verdicts, Outcome outcome) {
    return verdicts.stream().filter(verdict -> verdict.outcome() == outcome).count();
  }
}
