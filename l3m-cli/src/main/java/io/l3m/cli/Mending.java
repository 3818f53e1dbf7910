// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The slips of a config that can be mended without asking: a name with a letter or two wrong, for
 * which there is one proposal. All else of the text stays as it is.
 *
 * @param before the text of the config
 * @param after the same text with the slips mended
 */
record Mending(String before, String after) {

  /** Mends what the problems of a file propose. */
  static Mending of(String fileName, String text, List<Diagnostic> problems) {
    TreeMap<Integer, Edit> edits = new TreeMap<>();
    Set<Integer> disputed = new HashSet<>();
    for (Diagnostic problem : problems) {
      Span span = problem.span();
      boolean here =
          span.file().name().equals(fileName)
              && span.file().overrideIndex().isEmpty()
              && span.file().text().equals(text);
      if (here && problem.suggestion().isPresent()) {
        Edit edit = Edit.of(span, problem.suggestion().get());
        Edit other = edits.putIfAbsent(edit.start(), edit);
        if (other != null && !other.equals(edit)) {
          disputed.add(edit.start());
        }
      }
    }
    edits.keySet().removeAll(disputed);
    edits.values().removeIf(edit -> !edit.isCertain(text));
    StringBuilder mended = new StringBuilder(text);
    for (Edit edit : edits.descendingMap().values()) {
      mended.replace(edit.start(), edit.end(), edit.replacement());
    }
    return new Mending(text, mended.toString());
  }

  boolean changesSomething() {
    return !before.equals(after);
  }

  /** The changed lines with three lines around them, as {@code diff -u} shows them. */
  String difference(String fileName) {
    List<String> old = before.lines().toList();
    List<String> mended = after.lines().toList();
    StringBuilder text = new StringBuilder("--- " + fileName + "\n+++ " + fileName + "\n");
    for (Map.Entry<Integer, Integer> hunk : hunks(old, mended).entrySet()) {
      int from = hunk.getKey();
      int to = hunk.getValue();
      String place = (from + 1) + "," + (to - from);
      text.append("@@ -").append(place).append(" +").append(place).append(" @@\n");
      for (int i = from; i < to; i++) {
        if (old.get(i).equals(mended.get(i))) {
          text.append(' ').append(old.get(i)).append('\n');
        } else {
          text.append('-').append(old.get(i)).append('\n');
          text.append('+').append(mended.get(i)).append('\n');
        }
      }
    }
    return text.toString();
  }

  /** First line to line behind the last; no mending adds or removes a line. */
  private static Map<Integer, Integer> hunks(List<String> old, List<String> mended) {
    TreeMap<Integer, Integer> hunks = new TreeMap<>();
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(mended.get(i))) {
        changed.add(i);
      }
    }
    for (int line : changed) {
      int from = Math.max(0, line - 3);
      int to = Math.min(old.size(), line + 4);
      boolean joins = !hunks.isEmpty() && hunks.lastEntry().getValue() >= from;
      hunks.put(joins ? hunks.lastKey() : from, to);
    }
    return hunks;
  }

  /** A replacement of the text from {@code start} to {@code end}. */
  private record Edit(int start, int end, String replacement) {

    /** Quotes around a name stay. */
    static Edit of(Span span, String suggestion) {
      String written = span.text();
      boolean quoted =
          written.length() > 1
              && "\"'".indexOf(written.charAt(0)) >= 0
              && written.charAt(0) == written.charAt(written.length() - 1)
              && !suggestion.startsWith(written.substring(0, 1));
      return quoted
          ? new Edit(span.start() + 1, span.end() - 1, suggestion)
          : new Edit(span.start(), span.end(), suggestion);
    }

    boolean isCertain(String text) {
      String written = text.substring(start, end);
      return replacement.matches("[\\w.*-]+")
          && NameGuess.slip(List.of(replacement), written).isPresent();
    }
  }
}
