// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.train.RunConfig.Leaf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the YAML that l3m writes itself: block style, indented by two, no scalar over several
 * lines.
 */
final class RunConfigReader {

  private final Map<String, Leaf> values = new LinkedHashMap<>();
  private final Deque<Level> levels = new ArrayDeque<>();
  private String owner = "";

  /** A map, or a list with the number of the item that was begun last. */
  private static final class Level {
    final int column;
    final String path;
    int item = -1;

    Level(int column, String path) {
      this.column = column;
      this.path = path;
    }
  }

  Map<String, Leaf> read(String text) {
    text.lines()
        .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
        .forEach(this::line);
    return values;
  }

  private void line(String line) {
    int column = line.length() - line.stripLeading().length();
    String rest = line.strip();
    while (rest.equals("-") || rest.startsWith("- ")) {
      beginItem(column);
      column += 2;
      rest = rest.substring(1).stripLeading();
    }
    int key = keyEnd(rest);
    if (key >= 0) {
      Level map = level(column);
      String name = rest.substring(0, key);
      owner = map.path.isEmpty() ? name : map.path + "." + name;
      rest = rest.substring(key + 1).stripLeading();
    }
    if (!rest.isEmpty()) {
      int end = valueEnd(rest);
      String origin = rest.substring(end).strip();
      values.put(
          owner,
          new Leaf(
              rest.substring(0, end).strip(),
              origin.startsWith("# ") ? origin.substring(2) : origin));
    }
  }

  private void beginItem(int column) {
    Level list = level(column);
    list.item++;
    owner = list.path + "[" + list.item + "]";
  }

  /** The map or list that begins in a column. */
  private Level level(int column) {
    while (!levels.isEmpty() && levels.peek().column > column) {
      levels.pop();
    }
    if (levels.isEmpty() || levels.peek().column < column) {
      levels.push(new Level(column, owner));
    }
    return levels.element();
  }

  /** Where the colon behind a key stands; -1 if there is no key. */
  private static int keyEnd(String text) {
    int colon = isQuoted(text) ? quoteEnd(text) : text.startsWith("${") ? -1 : text.indexOf(':');
    boolean behind = colon >= 0 && colon < text.length() && text.charAt(colon) == ':';
    boolean comment = colon > text.indexOf(" #") && text.contains(" #");
    return behind && !comment ? colon : -1;
  }

  /** Where a value ends and its comment may begin. */
  private static int valueEnd(String text) {
    int from = isQuoted(text) ? quoteEnd(text) : 0;
    int comment = text.indexOf("  # ", from);
    return comment < 0 ? text.length() : comment;
  }

  private static boolean isQuoted(String text) {
    return text.startsWith("'") || text.startsWith("\"");
  }

  /** The place behind the quote that ends a text; in single quotes two stand for one. */
  private static int quoteEnd(String text) {
    char quote = text.charAt(0);
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == '"' && c == '\\') {
        i++;
      } else if (c == quote) {
        if (quote == '\'' && i + 1 < text.length() && text.charAt(i + 1) == quote) {
          i++;
        } else {
          return i + 1;
        }
      }
    }
    return text.length();
  }
}
