// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The nearest of the names that exist, or none when all are far.
 *
 * <p>The distance counts insertions, deletions, substitutions and swaps of neighbours (optimal
 * string alignment). A name is near when it is at most a third of the sought name's length away,
 * and at most three: {@code lr} and {@code ls} are two names, {@code num_block} and {@code
 * num_blocks} are one name and a slip. Upper and lower case, {@code -} and {@code _} count as
 * equal, so {@code TransFormer} is next to {@code Transformer}.
 */
public final class DidYouMean {

  private static final int FARTHEST = 3;
  private static final int LONGEST = 200;

  private DidYouMean() {}

  /** The nearest name; among equally near ones the first. */
  public static Optional<String> nearest(String sought, Collection<String> names) {
    return nearest(sought, names, allowed(sought));
  }

  /**
   * The nearest of some paths like {@code a.b.c}, as whole texts or else by what they end with: for
   * {@code optim.lr} that is {@code optim.optimizer.lr}, for {@code l3m.Tranformer} it is {@code
   * l3m.model.Transformer}.
   */
  public static Optional<String> nearestPath(String sought, Collection<String> paths) {
    Optional<String> whole = nearest(sought, paths, Math.min(2, allowed(last(sought))));
    return whole.isPresent() ? whole : nearestEnd(sought, paths);
  }

  /** The distance of two names, or {@code limit + 1} when it is more than {@code limit}. */
  static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] before = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
        if (swapped(a, b, i, j)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > limit) {
        return limit + 1;
      }
      int[] free = before;
      before = above;
      above = row;
      row = free;
    }
    return Math.min(above[b.length()], limit + 1);
  }

  private static boolean swapped(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }

  private static Optional<String> nearest(String sought, Collection<String> names, int limit) {
    Optional<String> best = Optional.empty();
    if (sought.length() > LONGEST) {
      return best;
    }
    String plain = plain(sought);
    int least = limit + 1;
    for (String name : names) {
      if (name.equals(sought) || Math.abs(name.length() - sought.length()) >= least) {
        continue;
      }
      int distance = distance(plain, plain(name), least - 1);
      if (distance < least) {
        least = distance;
        best = Optional.of(name);
      }
    }
    return best;
  }

  /** Prefers the same last name over a near one, then the longer common beginning, then brevity. */
  private static Optional<String> nearestEnd(String sought, Collection<String> paths) {
    String end = last(sought);
    String plainEnd = plain(end);
    int limit = allowed(end);
    Optional<String> best = Optional.empty();
    long least = Long.MAX_VALUE;
    for (String path : paths) {
      int distance = distance(plainEnd, plain(last(path)), limit);
      if (distance > limit || path.equals(sought)) {
        continue;
      }
      long apart = (long) path.length() + sought.length() - 2L * common(path, sought);
      long cost = distance * 1_000_000L + apart;
      if (cost < least) {
        least = cost;
        best = Optional.of(path);
      }
    }
    return best;
  }

  private static int allowed(String name) {
    return name.length() > LONGEST ? 0 : Math.min(FARTHEST, name.length() / 3);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static int common(String a, String b) {
    int length = Math.min(a.length(), b.length());
    int i = 0;
    while (i < length && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
