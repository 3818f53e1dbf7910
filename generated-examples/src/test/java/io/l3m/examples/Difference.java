// SPDX-License-Identifier: Apache-2.0
package io.l3m.examples;

import java.util.List;

/** The lines in which two texts differ, with a little of what is around them. */
final class Difference {

  private static final int AROUND = 2;

  private final List<String> before;
  private final List<String> after;

  /** The length of the longest common subsequence of what follows two lines. */
  private final int[][] common;

  private final StringBuilder out = new StringBuilder();
  private int lastPrinted = -1;

  private Difference(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
    this.common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
  }

  /** Lines that are gone begin with {@code -}, new ones with {@code +}. */
  static String of(String before, String after) {
    return new Difference(before.lines().toList(), after.lines().toList()).print();
  }

  private String print() {
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        context(i);
        out.append("- ").append(before.get(i)).append('\n');
        i++;
        lastPrinted = i;
      } else {
        context(i);
        out.append("+ ").append(after.get(j)).append('\n');
        j++;
        lastPrinted = i;
      }
    }
    return out.toString();
  }

  /** The lines before the change at a line, as far as they are not printed yet. */
  private void context(int line) {
    int from = Math.max(Math.max(lastPrinted, 0), line - AROUND);
    if (from < line || lastPrinted < 0) {
      out.append("@@ line ").append(from + 1).append('\n');
    }
    for (int i = from; i < line; i++) {
      out.append("  ").append(before.get(i)).append('\n');
    }
  }
}
