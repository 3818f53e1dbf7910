// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** The rules of byte-pair encoding: which two neighbours become which token, and in what order. */
final class PairMerges {

  /** From the two sides to rank (upper half) and result (lower half). */
  private final Map<Long, Long> rules;

  PairMerges(int expected) {
    this.rules = HashMap.newHashMap(expected);
  }

  /** Adds a rule; a later one for the same pair counts instead of it. */
  void add(int left, int right, int rank, int result) {
    rules.put(key(left, right), key(rank, result));
  }

  /** Adds a rule unless there is one for the pair. */
  void addIfNew(int left, int right, int rank, int result) {
    rules.putIfAbsent(key(left, right), key(rank, result));
  }

  private static long key(int high, int low) {
    return (long) high << 32 | low;
  }

  /**
   * A pair that may be merged: the place of its left side, and what stood there when it was found.
   */
  private record Candidate(long rule, int place, long pair) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int byRank = Long.compare(rule >>> 32, other.rule >>> 32);
      return byRank != 0 ? byRank : Integer.compare(place, other.place);
    }
  }

  /**
   * Merges the pair of the lowest rank, the leftmost first, until none is left, in {@code n log n}
   * steps.
   *
   * @param ids of the bytes of a word; overwritten
   */
  int[] merge(int... ids) {
    int[] next = new int[ids.length];
    int[] previous = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
    }
    PriorityQueue<Candidate> candidates = new PriorityQueue<>();
    for (int i = 0; i + 1 < ids.length; i++) {
      propose(candidates, i, key(ids[i], ids[i + 1]));
    }
    while (!candidates.isEmpty()) {
      Candidate best = candidates.remove();
      int left = best.place();
      int right = next[left];
      if (ids[left] < 0 || right >= ids.length || key(ids[left], ids[right]) != best.pair()) {
        continue; // one of the two has been merged in the meantime
      }
      ids[left] = (int) best.rule();
      ids[right] = -1;
      next[left] = next[right];
      if (next[left] < ids.length) {
        previous[next[left]] = left;
        propose(candidates, left, key(ids[left], ids[next[left]]));
      }
      if (previous[left] >= 0) {
        propose(candidates, previous[left], key(ids[previous[left]], ids[left]));
      }
    }
    return Arrays.stream(ids).filter(id -> id >= 0).toArray();
  }

  private void propose(PriorityQueue<Candidate> candidates, int place, long pair) {
    Long rule = rules.get(pair);
    if (rule != null) {
      candidates.add(new Candidate(rule, place, pair));
    }
  }
}
