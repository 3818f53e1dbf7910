// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.random;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Sources of chance that depend on named numbers alone, never on the thread that draws. */
public final class SampleRandom {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private SampleRandom() {}

  /** For one sample in one pass over the data. */
  public static RandomGenerator ofSample(long seed, long pass, long index) {
    return new SplittableRandom(mix(mix(mix(seed) + pass) + index));
  }

  /** For what is done to one batch as a whole. */
  public static RandomGenerator ofBatch(long seed, long position) {
    return new SplittableRandom(mix(mix(~seed) + position));
  }

  /** For a generator with a seed of its own; the seed 0 changes nothing. */
  public static RandomGenerator own(RandomGenerator random, long seed) {
    return seed == 0 ? random : new SplittableRandom(mix(random.nextLong() + seed));
  }

  /** The finaliser of SplitMix64 (Steele et al. 2014, https://doi.org/10.1145/2660193.2660195). */
  private static long mix(long value) {
    long z = value + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
