// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.NameGuess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A pattern as Python's {@code fnmatch} reads it; {@code *} also crosses dots. */
public final class Glob {

  private final Pattern pattern;

  public Glob(String glob) {
    pattern = Pattern.compile(translate(glob), Pattern.DOTALL);
  }

  /** Whether the whole of a name fits. */
  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  /** The pattern with the part of the names that its words are nearest to. */
  static Optional<String> nearest(String glob, List<String> names) {
    Set<String> words = new TreeSet<>();
    for (String name : names) {
      for (String part : name.split("\\.", -1)) {
        words.add(part);
        words.addAll(List.of(part.split("_", -1)));
      }
    }
    for (String word : glob.split("[^A-Za-z0-9_]+", -1)) {
      if (!word.isEmpty() && names.stream().noneMatch(name -> name.contains(word))) {
        return NameGuess.slip(words, word).map(found -> glob.replace(word, found));
      }
    }
    return Optional.empty();
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
