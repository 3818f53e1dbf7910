// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.NameGuess;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A pattern as Python's {@code fnmatch} reads it; {@code *} also crosses dots. */
public final class Glob {

  private final Pattern pattern;

  public Glob(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i++);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '[' -> i = set(glob, i, regex);
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** Appends a set of characters; a bracket that is never closed stands for itself. */
  private static int set(String glob, int start, StringBuilder regex) {
    int from = start < glob.length() && glob.charAt(start) == '!' ? start + 1 : start;
    int end = glob.indexOf(']', from + 1);
    if (end < 0) {
      regex.append("\\[");
      return start;
    }
    String inside = glob.substring(from, end).replace("\\", "\\\\").replace("[", "\\[");
    inside = inside.replace("^", "\\^").replace("&&", "&\\&").replace("]", "\\]");
    regex.append('[').append(from > start ? "^" : "").append(inside).append(']');
    return end + 1;
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
}
