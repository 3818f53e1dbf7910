// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.Span;
import java.util.List;
import java.util.stream.Collectors;

/** Where a value comes from, on one line. */
final class OriginWords {

  /** Values computed from more places than this name the first of them. */
  private static final int MOST_PLACES = 4;

  private OriginWords() {}

  /** {@code a.yaml:12}, {@code a.yaml:12, from a.yaml:3}, {@code override `x=1`, …}. */
  static String of(Origin origin) {
    return switch (origin) {
      case Origin.Written(Span span) -> place(span);
      case Origin.Referenced(Span span, Origin target) -> place(span) + ", from " + of(target);
      case Origin.Computed(Span span, List<Origin> operands) ->
          place(span) + (operands.isEmpty() ? "" : ", computed from " + places(operands));
      case Origin.Overridden(Span span, Span replaced) ->
          place(span) + ", instead of " + place(replaced);
      case Origin.Implied(Span span) -> "the default at " + place(span);
    };
  }

  private static String places(List<Origin> operands) {
    String named =
        operands.stream()
            .limit(MOST_PLACES)
            .map(operand -> place(operand.source()))
            .distinct()
            .collect(Collectors.joining(" and "));
    return operands.size() > MOST_PLACES ? named + " and more" : named;
  }

  private static String place(Span span) {
    if (span.file().overrideIndex().isPresent()) {
      return "override `" + span.file().text().replaceAll("\\R", " ") + "`";
    }
    return span.file().name() + ":" + span.line();
  }
}
