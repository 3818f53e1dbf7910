// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import java.util.Arrays;

/**
 * The inverse cosine transform of 8 x 8 coefficients in whole numbers, to the bit that of libjpeg's
 * exact method: first the columns, then the rows, by the algorithm of Loeffler, Ligtenberg and
 * Moschytz (1989) with twelve multiplications.
 */
final class InverseDct {

  private static final int FRACTION = 13;
  private static final int KEPT = 2; // bits of the fraction that the columns hand to the rows

  private static final int F_0_298 = 2446;
  private static final int F_0_390 = 3196;
  private static final int F_0_541 = 4433;
  private static final int F_0_765 = 6270;
  private static final int F_0_899 = 7373;
  private static final int F_1_175 = 9633;
  private static final int F_1_501 = 12299;
  private static final int F_1_847 = 15137;
  private static final int F_1_961 = 16069;
  private static final int F_2_053 = 16819;
  private static final int F_2_562 = 20995;
  private static final int F_3_072 = 25172;

  private InverseDct() {}

  /** A block that has nothing but its mean. */
  static void flat(int mean, byte[] samples, int place, int pitch) {
    byte sample = sample((mean * 4 + 16) >> 5);
    for (int y = 0; y < 8; y++) {
      int row = place + y * pitch;
      Arrays.fill(samples, row, row + 8, sample);
    }
  }

  /** Multiplies by the quantization, and transforms the columns. */
  static void columns(short[] from, int block, int[] scale, int[] work) {
    for (int x = 0; x < 8; x++) {
      int at = block + x;
      int c1 = from[at + 8];
      int c2 = from[at + 16];
      int c3 = from[at + 24];
      int c4 = from[at + 32];
      int c5 = from[at + 40];
      int c6 = from[at + 48];
      int c7 = from[at + 56];
      int c0 = from[at] * scale[x];
      if ((c1 | c2 | c3 | c4 | c5 | c6 | c7) == 0) {
        fill(work, x, c0 << KEPT);
        continue;
      }
      work[x] = c0;
      work[x + 8] = c1 * scale[x + 8];
      work[x + 16] = c2 * scale[x + 16];
      work[x + 24] = c3 * scale[x + 24];
      work[x + 32] = c4 * scale[x + 32];
      work[x + 40] = c5 * scale[x + 40];
      work[x + 48] = c6 * scale[x + 48];
      work[x + 56] = c7 * scale[x + 56];
      eightValues(work, x, 8, FRACTION - KEPT);
    }
  }

  /**
   * The same for a block whose first four columns and rows have all that is not zero: the values in
   * the other columns of {@code work} are not set.
   */
  static void fewColumns(short[] from, int block, int[] scale, int[] work) {
    for (int x = 0; x < 4; x++) {
      for (int at = x; at < 32; at += 8) {
        work[at] = from[block + at] * scale[at];
      }
      fewValues(work, x, 8, FRACTION - KEPT);
    }
  }

  /** The rows of such a block, to samples. */
  static void fewRows(int[] work, byte[] samples, int place, int pitch) {
    for (int y = 0; y < 8; y++) {
      fewValues(work, 8 * y, 1, FRACTION + KEPT + 3);
      put(work, 8 * y, samples, place + y * pitch);
    }
  }

  /** As {@link #eightValues}, where only the first four are not zero; the others are not read. */
  private static void fewValues(int[] work, int at, int step, int drop) {
    int c0 = work[at];
    int c1 = work[at + step];
    int c2 = work[at + 2 * step];
    int c3 = work[at + 3 * step];
    int even2 = c2 * F_0_541;
    int even3 = even2 + c2 * F_0_765;
    int z5 = (c3 + c1) * F_1_175;
    int zc = z5 - c3 * F_1_961;
    int zd = z5 - c1 * F_0_390;
    int o0 = zc - c1 * F_0_899;
    int o1 = zd - c3 * F_2_562;
    int o2 = c3 * (F_3_072 - F_2_562) + zc;
    int o3 = c1 * (F_1_501 - F_0_899) + zd;
    int even = (c0 << FRACTION) + (1 << (drop - 1));
    work[at] = (even + even3 + o3) >> drop;
    work[at + 7 * step] = (even + even3 - o3) >> drop;
    work[at + step] = (even + even2 + o2) >> drop;
    work[at + 6 * step] = (even + even2 - o2) >> drop;
    work[at + 2 * step] = (even - even2 + o1) >> drop;
    work[at + 5 * step] = (even - even2 - o1) >> drop;
    work[at + 3 * step] = (even - even3 + o0) >> drop;
    work[at + 4 * step] = (even - even3 - o0) >> drop;
  }

  /**
   * Transforms eight values in their place, {@code step} from one to the next; {@code drop} bits of
   * the results are rounded away.
   */
  private static void eightValues(int[] work, int at, int step, int drop) {
    int c0 = work[at];
    int c2 = work[at + 2 * step];
    int c4 = work[at + 4 * step];
    int c6 = work[at + 6 * step];
    int z1 = (c2 + c6) * F_0_541;
    int even2 = z1 - c6 * F_1_847;
    int even3 = z1 + c2 * F_0_765;
    int half = 1 << (drop - 1);
    int even0 = ((c0 + c4) << FRACTION) + half;
    int even1 = ((c0 - c4) << FRACTION) + half;
    int o0 = work[at + 7 * step];
    int o1 = work[at + 5 * step];
    int o2 = work[at + 3 * step];
    int o3 = work[at + step];
    int z5 = (o0 + o2 + o1 + o3) * F_1_175;
    int za = -(o0 + o3) * F_0_899;
    int zb = -(o1 + o2) * F_2_562;
    int zc = z5 - (o0 + o2) * F_1_961;
    int zd = z5 - (o1 + o3) * F_0_390;
    o3 = o3 * F_1_501 + za + zd;
    work[at] = (even0 + even3 + o3) >> drop;
    work[at + 7 * step] = (even0 + even3 - o3) >> drop;
    o2 = o2 * F_3_072 + zb + zc;
    work[at + step] = (even1 + even2 + o2) >> drop;
    work[at + 6 * step] = (even1 + even2 - o2) >> drop;
    o1 = o1 * F_2_053 + zb + zd;
    work[at + 2 * step] = (even1 - even2 + o1) >> drop;
    work[at + 5 * step] = (even1 - even2 - o1) >> drop;
    o0 = o0 * F_0_298 + za + zc;
    work[at + 3 * step] = (even0 - even3 + o0) >> drop;
    work[at + 4 * step] = (even0 - even3 - o0) >> drop;
  }

  private static void fill(int[] work, int x, int value) {
    for (int y = 0; y < 64; y += 8) {
      work[x + y] = value;
    }
  }

  /** Transforms the rows into samples. */
  static void rows(int[] work, byte[] samples, int place, int pitch) {
    for (int y = 0; y < 8; y++) {
      eightValues(work, 8 * y, 1, FRACTION + KEPT + 3);
      put(work, 8 * y, samples, place + y * pitch);
    }
  }

  private static void put(int[] work, int from, byte[] samples, int to) {
    for (int x = 0; x < 8; x++) {
      samples[to + x] = sample(work[from + x]);
    }
  }

  private static byte sample(int value) {
    return (byte) Math.max(0, Math.min(255, value + 128));
  }
}
