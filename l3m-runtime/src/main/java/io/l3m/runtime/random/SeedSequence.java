// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.random;

/** NumPy's {@code SeedSequence}: spreads a small number over all bits of a generator's state. */
final class SeedSequence {

  private static final int POOL = 4;

  private final int[] pool = new int[POOL];
  private int constant = 0x43b0d7e5;

  private SeedSequence(long seed) {
    int[] entropy = {(int) seed, (int) (seed >>> 32), 0, 0};
    for (int i = 0; i < POOL; i++) {
      pool[i] = hash(entropy[i]);
    }
    for (int from = 0; from < POOL; from++) {
      for (int to = 0; to < POOL; to++) {
        if (from != to) {
          pool[to] = mix(pool[to], hash(pool[from]));
        }
      }
    }
  }

  private int hash(int value) {
    int hashed = value ^ constant;
    constant *= 0x931e8875;
    hashed *= constant;
    return hashed ^ (hashed >>> 16);
  }

  private static int mix(int x, int y) {
    int mixed = 0xca01f9dd * x - 0x4973f715 * y;
    return mixed ^ (mixed >>> 16);
  }

  /** Eight words for the state and the stream of a generator of 128 bits. */
  static int[] words(long seed) {
    SeedSequence sequence = new SeedSequence(seed);
    int[] words = new int[8];
    int constant = 0x8b51f9dd;
    for (int i = 0; i < words.length; i++) {
      int value = sequence.pool[i % POOL] ^ constant;
      constant *= 0x58f38ded;
      value *= constant;
      words[i] = value ^ (value >>> 16);
    }
    return words;
  }
}
