// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.util.ArrayList;
import java.util.List;
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

  /**
   * The stretches between the stars, each but the last found at its first place and never looked
   * for again: a pattern of many stars takes no longer.
   */
  private static String translate(String glob) {
    List<String> stretches = stretches(glob);
    StringBuilder regex = new StringBuilder(stretches.getFirst());
    int last = stretches.size() - 1;
    for (int i = 1; i <= last; i++) {
      regex.append(i < last ? "(?>.*?" + stretches.get(i) + ")" : ".*" + stretches.get(i));
    }
    return regex.toString();
  }

  private static List<String> stretches(String glob) {
    List<String> done = new ArrayList<>();
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i++);
      if (c == '*') {
        done.add(regex.toString());
        regex.setLength(0);
      } else if (c == '?') {
        regex.append('.');
      } else if (c == '[' && closing(glob, i) >= 0) {
        int close = closing(glob, i);
        regex.append(set(glob.substring(i, close)));
        i = close + 1;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    done.add(regex.toString());
    return done;
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
