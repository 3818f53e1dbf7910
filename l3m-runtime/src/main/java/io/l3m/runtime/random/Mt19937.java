// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.random;

/**
 * The 32-bit Mersenne twister (Matsumoto and Nishimura 1998,
 * https://doi.org/10.1145/272991.272995), seeded by its {@code init_genrand}; PyTorch's CPU
 * generator and NumPy's legacy generator both start from it.
 */
final class Mt19937 {

  private static final int N = 624;
  private static final int M = 397;

  private final int[] state = new int[N];
  private int next = N;

  /**
   * @param seed only its lower 32 bits count
   */
  Mt19937(long seed) {
    state[0] = (int) seed;
    for (int i = 1; i < N; i++) {
      int previous = state[i - 1];
      state[i] = 1812433253 * (previous ^ (previous >>> 30)) + i;
    }
  }

  /** The next 32 bits. */
  int word() {
    if (next == N) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** Passes over words without computing them; 624 words cost about a microsecond. */
  void skip(long words) {
    long target = next + words;
    while (target > N) {
      twist();
      target -= N;
    }
    next = (int) target;
  }

  private void twist() {
    for (int i = 0; i < N; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
      state[i] = state[(i + M) % N] ^ (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
    }
    next = 0;
  }
}
