// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.util.regex.Pattern;

/**
 * A pattern for names with the rules of Python's {@code fnmatch}: {@code *} stands for any text,
 * dots included, {@code ?} for one character, {@code [a-c]} for one of a set and {@code [!a-c]} for
 * one outside of it; upper and lower case differ.
 */
public final class Glob {

  private final String text;
  private final Pattern pattern;

  private Glob(String text) {
    this.text = text;
    this.pattern = Pattern.compile(translate(text), Pattern.DOTALL);
  }

  /** Every text is a pattern; a bracket that is never closed stands for itself. */
  public static Glob of(String text) {
    return new Glob(text);
  }

  /** True if the whole of {@code name} fits. */
  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }

  private static String translate(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i++);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '[' -> {
          int close = closing(glob, i);
          if (close < 0) {
            regex.append("\\[");
          } else {
            regex.append(set(glob.substring(i, close)));
            i = close + 1;
          }
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  /** The bracket that ends a set; one right at its start is a member. */
  private static int closing(String glob, int start) {
    int from = start;
    if (from < glob.length() && glob.charAt(from) == '!') {
      from++;
    }
    return glob.indexOf(']', from < glob.length() && glob.charAt(from) == ']' ? from + 1 : from);
  }

  private static String set(String body) {
    boolean negated = body.startsWith("!");
    String members = negated ? body.substring(1) : body;
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < members.length()) {
      char low = members.charAt(i);
      boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
      char high = range ? members.charAt(i + 2) : low;
      if (low <= high) { // an empty range has no members
        regex.append("\\x{%x}-\\x{%x}".formatted((int) low, (int) high));
      }
      i += range ? 3 : 1;
    }
    if (regex.isEmpty()) {
      return negated ? "." : "(?!)";
    }
    return (negated ? "[^" : "[") + regex + "]";
  }
}
