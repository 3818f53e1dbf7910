// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.random;

import java.util.random.RandomGenerator;

/**
 * The generator of {@code numpy.random.default_rng(seed)}: PCG64 (O'Neill 2014,
 * https://www.pcg-random.org/paper.html) seeded through NumPy's {@code SeedSequence}. Not safe for
 * use by several threads.
 */
public final class NumpyPcg64 implements RandomGenerator {

  private static final long MULTIPLIER_HIGH = 0x2360ed051fc65da4L;
  private static final long MULTIPLIER_LOW = 0x4385df649fccf645L;

  private long stateHigh;
  private long stateLow;
  private final long incrementHigh;
  private final long incrementLow;
  private long spareWord = -1;

  /**
   * @param seed from 0 on
   */
  public NumpyPcg64(long seed) {
    int[] words = SeedSequence.words(seed);
    long sequenceHigh = pair(words, 4);
    long sequenceLow = pair(words, 6);
    this.incrementHigh = (sequenceHigh << 1) | (sequenceLow >>> 63);
    this.incrementLow = (sequenceLow << 1) | 1;
    step();
    add(pair(words, 0), pair(words, 2));
    step();
  }

  private static long pair(int[] words, int at) {
    return Integer.toUnsignedLong(words[at]) | ((long) words[at + 1] << 32);
  }

  private void step() {
    long low = stateLow * MULTIPLIER_LOW;
    long high =
        Math.unsignedMultiplyHigh(stateLow, MULTIPLIER_LOW)
            + stateHigh * MULTIPLIER_LOW
            + stateLow * MULTIPLIER_HIGH;
    stateHigh = high;
    stateLow = low;
    add(incrementHigh, incrementLow);
  }

  private void add(long high, long low) {
    stateLow += low;
    stateHigh += high + (Long.compareUnsigned(stateLow, low) < 0 ? 1 : 0);
  }

  @Override
  public long nextLong() {
    step();
    return Long.rotateRight(stateHigh ^ stateLow, (int) (stateHigh >>> 58));
  }

  /** 32 bits; each 64-bit number serves twice, its lower half first. */
  @Override
  public int nextInt() {
    if (spareWord >= 0) {
      int word = (int) spareWord;
      spareWord = -1;
      return word;
    }
    long both = nextLong();
    spareWord = both >>> 32;
    return (int) both;
  }

  /** {@code random()}. */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** {@code integers(bound)}: Lemire 2019, https://doi.org/10.1145/3230636. */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("the bound must be positive, not " + bound);
    }
    if (bound == 1) {
      return 0;
    }
    long product = Integer.toUnsignedLong(nextInt()) * bound;
    if ((product & 0xffffffffL) < bound) {
      long threshold = (0x100000000L - bound) % bound;
      while ((product & 0xffffffffL) < threshold) {
        product = Integer.toUnsignedLong(nextInt()) * bound;
      }
    }
    return (int) (product >>> 32);
  }
}
