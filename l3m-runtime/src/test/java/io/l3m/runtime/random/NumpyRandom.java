// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.random;

import java.util.random.RandomGenerator;

/**
 * NumPy's legacy generator: the same seed gives the numbers of {@code numpy.random.seed} in {@code
 * rand}, {@code randint} and {@code standard_normal}. Not safe for use by several threads.
 */
public final class NumpyRandom implements RandomGenerator {

  private final Mt19937 engine;
  private double spareGaussian = Double.NaN;

  /**
   * @param seed from 0 to 2³² - 1
   */
  public NumpyRandom(long seed) {
    this.engine = new Mt19937(seed);
  }

  @Override
  public int nextInt() {
    return engine.word();
  }

  @Override
  public long nextLong() {
    long high = engine.word();
    return (high << 32) | (engine.word() & 0xffffffffL);
  }

  /** {@code rand()}: 53 bits of two words. */
  @Override
  public double nextDouble() {
    int high = engine.word() >>> 5;
    int low = engine.word() >>> 6;
    return (high * 0x1.0p26 + low) * 0x1.0p-53;
  }

  /** {@code randint(0, bound)}: words cut to the bits of the bound until one is small enough. */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("the bound must be positive, not " + bound);
    }
    int mask = bound == 1 ? 0 : -1 >>> Integer.numberOfLeadingZeros(bound - 1);
    int drawn = bound == 1 ? 0 : engine.word() & mask;
    while (drawn >= bound) {
      drawn = engine.word() & mask;
    }
    return drawn;
  }

  /** {@code standard_normal()} by the polar method, two numbers at a time. */
  @Override
  public double nextGaussian() {
    if (!Double.isNaN(spareGaussian)) {
      double spare = spareGaussian;
      spareGaussian = Double.NaN;
      return spare;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * nextDouble() - 1;
      y = 2 * nextDouble() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * Math.log(square) / square);
    spareGaussian = factor * x;
    return factor * y;
  }
}
