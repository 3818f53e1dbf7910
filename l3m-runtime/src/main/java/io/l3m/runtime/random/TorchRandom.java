// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.random;

import java.util.random.RandomGenerator;

/**
 * PyTorch's CPU generator: the same seed gives the numbers of {@code torch.Generator().manual_seed}
 * in {@code torch.rand}, {@code torch.randint} and {@code torch.randperm}. Not safe for use by
 * several threads.
 */
public final class TorchRandom implements RandomGenerator {

  /** From this range on PyTorch draws 64 bits for an integer, so that the modulo stays fair. */
  private static final long WIDE_RANGE = 1L << 28;

  private final Mt19937 engine;

  public TorchRandom(long seed) {
    this.engine = new Mt19937(seed);
  }

  /** The next 32 bits. */
  @Override
  public int nextInt() {
    return engine.word();
  }

  /** The next 64 bits, the upper half first. */
  @Override
  public long nextLong() {
    long high = engine.word();
    return (high << 32) | (engine.word() & 0xffffffffL);
  }

  /** One element of {@code torch.rand} in float32: 24 bits. */
  @Override
  public float nextFloat() {
    return (engine.word() & 0xffffff) * 0x1.0p-24f;
  }

  /** One element of {@code torch.rand} in float64: 53 bits. */
  @Override
  public double nextDouble() {
    return (nextLong() & ((1L << 53) - 1)) * 0x1.0p-53;
  }

  /** One element of {@code torch.randint(0, bound)}. */
  @Override
  public int nextInt(int bound) {
    return (int) nextLong(bound);
  }

  /** One element of {@code torch.randint(0, bound)}. */
  @Override
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("the bound must be positive, not " + bound);
    }
    return bound >= WIDE_RANGE
        ? Long.remainderUnsigned(nextLong(), bound)
        : Integer.toUnsignedLong(engine.word()) % bound;
  }

  /** {@code torch.randperm(n)} on the CPU. */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    // The last element has nothing to swap with, and PyTorch draws nothing for it.
    for (int i = 0; i < n - 1; i++) {
      long left = (long) n - i;
      long word = Integer.toUnsignedLong(engine.word());
      int j = i + (int) (n < 0xffffffffL / 20 ? word % left : wide(word, left));
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private long wide(long upper, long bound) {
    long lower = Integer.toUnsignedLong(engine.word());
    return Long.remainderUnsigned((upper << 32) | lower, bound);
  }

  /** Passes over the draws of {@code torch.randint(i, n)} for i from 0 to n - 1. */
  public void skipShrinkingDraws(long n) {
    long wide = Math.max(0, n - WIDE_RANGE + 1);
    engine.skip(n + wide);
  }
}
