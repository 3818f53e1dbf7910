// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The path like {@code a.b.c} that a person probably meant: one with a slip or two anywhere, or
 * else one that ends with the same name, or with a slip in it. For {@code optim.lr} that is {@code
 * optim.optimizer.lr}.
 *
 * <p>Slips count up to a third of the length of the last name, so that {@code lr} and {@code ls}
 * stay two names, and up to two of them.
 */
public final class PathGuess {

  private static final int MOST_SLIPS = 2;
  private static final int SHORTEST = 2;
  private static final int LONGEST = 300;

  /** The section for values that others refer to. */
  private static final String SHARED = "constants.";

  private PathGuess() {}

  /** The nearest of the paths, or nothing where none is near. */
  public static Optional<String> among(Collection<String> paths, String written) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    if (last(written).length() < SHORTEST) {
      return Optional.empty();
    }
    int limit = Math.min(MOST_SLIPS, last(written).length() / 3);
    String best = "";
    long least = Long.MAX_VALUE;
    boolean tied = false;
    for (String path : paths) {
      long cost = cost(path, written, limit);
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

  /** Slips anywhere come first, then slips in the last name, then how far the paths differ. */
  private static long cost(String path, String written, int limit) {
    if (path.equals(written)) {
      return Long.MAX_VALUE;
    }
    int slips = slips(path, written, limit);
    if (slips <= limit) {
      return slips;
    }
    int slipsInLast = slips(last(path), last(written), limit);
    return slipsInLast > limit
        ? Long.MAX_VALUE
        : (slipsInLast + 1L) * 10_000 - common(path, written);
  }

  private static long depth(String path) {
    long depth = Math.min(path.chars().filter(c -> c == '.').count(), 49);
    return 2 * depth - (path.startsWith(SHARED) ? 1 : 0);
  }

  private static int slips(String left, String right, int limit) {
    return Math.abs(left.length() - right.length()) > limit
        ? limit + 1
        : NameGuess.distance(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
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
}
