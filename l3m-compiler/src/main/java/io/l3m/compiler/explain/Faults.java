// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which errors are about which blocks: those that point to a line that a block is written in; else
 * those between its first line and its last, of the block with the fewest lines.
 */
final class Faults {

  private final Map<BoundBlock, List<Diagnostic>> faults = new HashMap<>();

  /**
   * Distributes the errors of a config.
   *
   * @param blocks those that are drawn
   */
  static Faults of(List<BoundBlock> blocks, List<Diagnostic> problems) {
    Faults faults = new Faults();
    Map<BoundBlock, Set<Line>> lines = new HashMap<>();
    for (BoundBlock block : blocks) {
      lines.computeIfAbsent(
          block,
          found -> {
            Set<Line> written = new HashSet<>();
            collect(found, written);
            return written;
          });
    }
    problems.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .forEach(problem ->
            owner(problem.span(), lines)
                .ifPresent(block ->
                    faults.faults.computeIfAbsent(block, b -> new ArrayList<>()).add(problem)));
    return faults;
  }

  /** The first error about a block, on one line. */
  Optional<String> of(BoundBlock block) {
    return faults.getOrDefault(block, List.of()).stream()
        .findFirst()
        .map(problem -> problem.code().id() + ": " + problem.message());
  }

  private record Line(SourceFile file, int number) {}

  private static Line line(Span span) {
    return new Line(span.file(), span.line());
  }

  private static Optional<BoundBlock> owner(Span span, Map<BoundBlock, Set<Line>> lines) {
    return byLines(span, lines).or(() -> byOverride(span, lines.keySet()));
  }

  /** An argument of the command line is about the innermost block whose path it begins with. */
  private static Optional<BoundBlock> byOverride(Span span, Set<BoundBlock> blocks) {
    if (span.file().overrideIndex().isEmpty()) {
      return Optional.empty();
    }
    String argument = span.file().text().replaceAll("^[+~]+|=.*", "");
    return blocks.stream()
        .filter(block -> (argument + ".").startsWith(block.path() + "."))
        .max(Comparator.comparingInt(block -> block.path().toString().length()));
  }

  private static Optional<BoundBlock> byLines(Span span, Map<BoundBlock, Set<Line>> lines) {
    Line place = line(span);
    Optional<BoundBlock> nearest = Optional.empty();
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<BoundBlock, Set<Line>> entry : lines.entrySet()) {
      int first = Integer.MAX_VALUE;
      int last = 0;
      for (Line written : entry.getValue()) {
        if (written.file().equals(place.file())) {
          first = Math.min(first, written.number());
          last = Math.max(last, written.number());
        }
      }
      boolean written = entry.getValue().contains(place);
      int extent = written ? 0 : last - first + 1;
      if ((written || (first <= place.number() && place.number() <= last)) && extent < fewest) {
        fewest = extent;
        nearest = Optional.of(entry.getKey());
      }
    }
    return nearest;
  }

  private static void collect(BoundBlock block, Set<Line> lines) {
    lines.add(line(block.origin().span()));
    block.arguments().values().forEach(argument -> collect(argument, lines));
  }

  private static void collect(Argument argument, Set<Line> lines) {
    lines.add(line(argument.origin().span()));
    switch (argument.value()) {
      case Value.Block(BoundBlock block) -> collect(block, lines);
      case Value.Many(List<Argument> items) -> items.forEach(item -> collect(item, lines));
      case Value.Named(Map<String, Argument> entries) ->
          entries.values().forEach(entry -> collect(entry, lines));
      default -> {}
    }
  }
}
