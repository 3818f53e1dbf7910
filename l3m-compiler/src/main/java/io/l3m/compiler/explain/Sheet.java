// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A table of text with aligned columns. */
final class Sheet {

  private static final String GAP = "  ";

  /** Java's {@code 1.0E-4}. */
  private static final Pattern EXPONENT =
      Pattern.compile("\\b(\\d+)(?:\\.0|(\\.\\d+))E(-?\\d+)\\b");

  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param alignment a letter a column: {@code l} or {@code r}
   */
  Sheet(String alignment) {
    right = alignment.chars().mapToObj(letter -> letter == 'r').toList();
  }

  void add(String... cells) {
    if (cells.length != right.size()) {
      throw new IllegalArgumentException(cells.length + " cells in " + right.size() + " columns");
    }
    rows.add(List.of(cells));
  }

  /** The lines, without spaces at their ends. */
  List<String> lines() {
    int[] widths = new int[right.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String space = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : GAP);
      line.append(right.get(i) ? space + row.get(i) : row.get(i) + space);
    }
    return line.toString().stripTrailing();
  }

  /** A count as people write it: {@code 203,594}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number as people write it: {@code 1e-4}. */
  static String number(double number) {
    return show(new Value.Real(number));
  }

  /** A value as people write it. */
  static String show(Value value) {
    return EXPONENT.matcher(Values.show(value)).replaceAll("$1$2e$3");
  }
}
