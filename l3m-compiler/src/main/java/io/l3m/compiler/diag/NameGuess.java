// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The name that a person probably meant.
 *
 * <p>In order of preference: a slip of one or two letters, or other signs between the words; the
 * same words in another order, or each of them shortened; a name that ends or begins with the other
 * one, or is abbreviated by it ({@code bf16}, {@code bfloat16}), or has all its words; a few more
 * slips in a long name. Of two slips a swap of letters is the likelier one. A name that is only
 * somewhat alike is not proposed: a wrong proposal costs more than none.
 *
 * <p>Of paths like {@code a.b.c} the last names are compared in the same way, and one with a slip
 * or two anywhere comes first: {@code optim.lr} is {@code optim.optimizer.lr}.
 */
public final class NameGuess {

  private static final int SLIP = 0;
  private static final int ORDER = 1;
  private static final int SHORTENED = 2;
  private static final int END = 3;
  private static final int BEGINNING = 4;
  private static final int ABBREVIATION = 5;
  private static final int WORDS = 6;
  private static final int SLIPS = 7;
  private static final int NONE = 8;
  private static final long RANK = 10_000;
  private static final int SHORTEST_PART = 3;

  /** No name is longer; the time of a comparison grows with the product of the lengths. */
  private static final int LONGEST = 300;

  private static final int MOST_SLIPS = 2;
  private static final int SHORTEST_NAME = 2;

  /** The section for values that others refer to. */
  private static final String SHARED = "constants.";

  private NameGuess() {}

  /** The nearest of the candidates, or nothing where none is near. */
  public static Optional<String> among(Collection<String> candidates, String written) {
    String word = written.toLowerCase(Locale.ROOT);
    Optional<String> best = Optional.empty();
    long bestCost = Long.MAX_VALUE;
    for (String candidate : candidates) {
      if (candidate.equals(written)) {
        continue;
      }
      long cost = cost(word, candidate.toLowerCase(Locale.ROOT));
      if (cost < bestCost) {
        bestCost = cost;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /**
   * The nearest of some paths: one with slips anywhere, or else one whose last name is the written
   * one, or like it. Slips count up to a third of the length of the last name, so that {@code lr}
   * and {@code ls} stay two names, and up to two of them.
   */
  public static Optional<String> amongPaths(Collection<String> paths, String written) {
    if (written.length() > LONGEST || last(written).length() < SHORTEST_NAME) {
      return Optional.empty();
    }
    String best = "";
    long least = Long.MAX_VALUE;
    boolean tied = false;
    for (String path : paths) {
      long cost = pathCost(path, written);
      // Without a common beginning, two paths of one name are two guesses, and so none; but what
      // many places share stands near the root.
      cost = cost == Long.MAX_VALUE ? cost : 100 * cost + depth(path);
      tied = cost < least ? false : tied || (cost == least && cost != Long.MAX_VALUE);
      if (cost < least) {
        least = cost;
        best = path;
      }
    }
    return best.isEmpty() || tied ? Optional.empty() : Optional.of(best);
  }

  /**
   * Slips anywhere come first, then how unlike the last names are, then how far the paths differ.
   */
  private static long pathCost(String path, String written) {
    if (path.equals(written)) {
      return Long.MAX_VALUE;
    }
    String name = last(written).toLowerCase(Locale.ROOT);
    int limit = Math.min(MOST_SLIPS, name.length() / 3);
    if (Math.abs(path.length() - written.length()) <= limit) {
      int slips = distance(path.toLowerCase(Locale.ROOT), written.toLowerCase(Locale.ROOT));
      if (slips <= limit) {
        return slips;
      }
    }
    long unlike = cost(name, last(path).toLowerCase(Locale.ROOT));
    return unlike >= BEGINNING * RANK
        ? Long.MAX_VALUE
        : (unlike + 1) * 1_000 - common(path, written);
  }

  private static long depth(String path) {
    long depth = Math.min(path.chars().filter(c -> c == '.').count(), 49);
    return 2 * depth - (path.startsWith(SHARED) ? 1 : 0);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The length of the common beginning. */
  private static int common(String left, String right) {
    int length = Math.min(left.length(), right.length());
    int i = 0;
    while (i < length && left.charAt(i) == right.charAt(i)) {
      i++;
    }
    return i;
  }

  /** The candidate that is only one or two letters away. */
  public static Optional<String> slip(Collection<String> candidates, String written) {
    int most = Math.min(2, written.length() / 3);
    List<String> asLong =
        candidates.stream()
            .filter(candidate -> Math.abs(candidate.length() - written.length()) <= most)
            .toList();
    return nearest(asLong, written).filter(found -> distance(found, written) <= most);
  }

  /** The candidate with the fewest slips, however many they are. */
  public static Optional<String> nearest(Collection<String> candidates, String written) {
    return candidates.stream()
        .min(Comparator.comparingInt((String candidate) -> distance(candidate, written)));
  }

  /** The rank of the likeness, then the number of slips; the greatest long for no likeness. */
  private static long cost(String word, String candidate) {
    int slips = distance(word, candidate);
    int rank = rank(word, candidate, slips);
    return rank == NONE
        ? Long.MAX_VALUE
        : rank * RANK + 2L * slips + (letters(word).equals(letters(candidate)) ? 0 : 1);
  }

  private static String letters(String word) {
    char[] letters = word.toCharArray();
    Arrays.sort(letters);
    return new String(letters);
  }

  private static List<String> words(String name) {
    return Arrays.stream(name.split("[_\\-. ]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static int rank(String word, String candidate, int slips) {
    int length = Math.max(word.length(), candidate.length());
    List<String> written = words(word);
    List<String> known = words(candidate);
    if (slips <= Math.min(2, length / 3)
        || String.join("", written).equals(String.join("", known))) {
      return SLIP;
    }
    if (written.size() == known.size() && new HashSet<>(written).equals(new HashSet<>(known))) {
      return ORDER;
    }
    if (abbreviateEachOther(written, known)) {
      return SHORTENED;
    }
    String shorter = word.length() < candidate.length() ? word : candidate;
    String longer = word.length() < candidate.length() ? candidate : word;
    if (shorter.length() >= SHORTEST_PART && longer.endsWith(shorter)) {
      return END;
    }
    if (shorter.length() >= SHORTEST_PART && longer.startsWith(shorter)) {
      return BEGINNING;
    }
    if (abbreviates(shorter, longer)) {
      return ABBREVIATION;
    }
    if (haveCommonWords(written, known)) {
      return WORDS;
    }
    return slips <= length / 4 ? SLIPS : NONE;
  }

  /** Whether all words of one name, which are two at least, stand in the other. */
  private static boolean haveCommonWords(List<String> left, List<String> right) {
    return Math.min(left.size(), right.size()) > 1
        && (left.containsAll(right) || right.containsAll(left));
  }

  /** Whether each word of a name begins the other's word, or begins with it: {@code n_head}. */
  private static boolean abbreviateEachOther(List<String> left, List<String> right) {
    if (left.size() != right.size() || left.size() < 2) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!left.get(i).startsWith(right.get(i)) && !right.get(i).startsWith(left.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the letters of the shorter name stand in the longer one in the same order. */
  private static boolean abbreviates(String shorter, String longer) {
    if (shorter.length() < SHORTEST_PART
        || shorter.length() * 2 < longer.length()
        || shorter.charAt(0) != longer.charAt(0)
        || shorter.charAt(shorter.length() - 1) != longer.charAt(longer.length() - 1)) {
      return false;
    }
    int at = 0;
    for (int i = 0; i < longer.length() && at < shorter.length(); i++) {
      if (longer.charAt(i) == shorter.charAt(at)) {
        at++;
      }
    }
    return at == shorter.length();
  }

  /**
   * The least number of letters to insert, drop, change or swap with their neighbour (optimal
   * string alignment); for texts that are too long for names, the length of the longer.
   */
  static int distance(String left, String right) {
    int longer = Math.max(left.length(), right.length());
    if (longer > LONGEST) {
      return longer;
    }
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, left, right, i, j);
      }
    }
    return cost[left.length()][right.length()];
  }

  private static int step(int[][] cost, String left, String right, int i, int j) {
    int changed = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
    int best = cost[i - 1][j - 1] + changed;
    best = Math.min(best, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
