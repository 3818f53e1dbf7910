// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

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
      column(work, x);
    }
  }

  /**
   * The same for a block whose first four columns and rows have all that is not zero: the values in
   * the other columns of {@code work} are not set.
   */
  static void fewColumns(short[] from, int block, int[] scale, int[] work) {
    for (int x = 0; x < 4; x++) {
      int c0 = from[block + x] * scale[x];
      int c1 = from[block + x + 8] * scale[x + 8];
      int c2 = from[block + x + 16] * scale[x + 16];
      int c3 = from[block + x + 24] * scale[x + 24];
      int even2 = c2 * F_0_541;
      int even3 = even2 + c2 * F_0_765;
      int t10 = (c0 << FRACTION) + even3;
      int t13 = (c0 << FRACTION) - even3;
      int t11 = (c0 << FRACTION) + even2;
      int t12 = (c0 << FRACTION) - even2;
      int z5 = (c3 + c1) * F_1_175;
      int zc = z5 - c3 * F_1_961;
      int zd = z5 - c1 * F_0_390;
      int o0 = zc - c1 * F_0_899;
      int o1 = zd - c3 * F_2_562;
      int o2 = c3 * (F_3_072 - F_2_562) + zc;
      int o3 = c1 * (F_1_501 - F_0_899) + zd;
      work[x] = kept(t10 + o3);
      work[x + 56] = kept(t10 - o3);
      work[x + 8] = kept(t11 + o2);
      work[x + 48] = kept(t11 - o2);
      work[x + 16] = kept(t12 + o1);
      work[x + 40] = kept(t12 - o1);
      work[x + 24] = kept(t13 + o0);
      work[x + 32] = kept(t13 - o0);
    }
  }

  /** The rows of such a block. */
  static void fewRows(int[] work, byte[] samples, int place, int pitch) {
    for (int y = 0; y < 8; y++) {
      int to = place + y * pitch;
      int c0 = work[8 * y];
      int c1 = work[8 * y + 1];
      int c2 = work[8 * y + 2];
      int c3 = work[8 * y + 3];
      int even2 = c2 * F_0_541;
      int even3 = even2 + c2 * F_0_765;
      int t10 = (c0 << FRACTION) + even3;
      int t13 = (c0 << FRACTION) - even3;
      int t11 = (c0 << FRACTION) + even2;
      int t12 = (c0 << FRACTION) - even2;
      int z5 = (c3 + c1) * F_1_175;
      int zc = z5 - c3 * F_1_961;
      int zd = z5 - c1 * F_0_390;
      int o0 = zc - c1 * F_0_899;
      int o1 = zd - c3 * F_2_562;
      int o2 = c3 * (F_3_072 - F_2_562) + zc;
      int o3 = c1 * (F_1_501 - F_0_899) + zd;
      samples[to] = done(t10 + o3);
      samples[to + 7] = done(t10 - o3);
      samples[to + 1] = done(t11 + o2);
      samples[to + 6] = done(t11 - o2);
      samples[to + 2] = done(t12 + o1);
      samples[to + 5] = done(t12 - o1);
      samples[to + 3] = done(t13 + o0);
      samples[to + 4] = done(t13 - o0);
    }
  }

  private static void column(int[] work, int x) {
    int c2 = work[x + 16];
    int c6 = work[x + 48];
    int z1 = (c2 + c6) * F_0_541;
    int even2 = z1 - c6 * F_1_847;
    int even3 = z1 + c2 * F_0_765;
    int even0 = (work[x] + work[x + 32]) << FRACTION;
    int even1 = (work[x] - work[x + 32]) << FRACTION;
    int t10 = even0 + even3;
    int t13 = even0 - even3;
    int t11 = even1 + even2;
    int t12 = even1 - even2;
    int o0 = work[x + 56];
    int o1 = work[x + 40];
    int o2 = work[x + 24];
    int o3 = work[x + 8];
    int z5 = (o0 + o2 + o1 + o3) * F_1_175;
    int za = -(o0 + o3) * F_0_899;
    int zb = -(o1 + o2) * F_2_562;
    int zc = z5 - (o0 + o2) * F_1_961;
    int zd = z5 - (o1 + o3) * F_0_390;
    o0 = o0 * F_0_298 + za + zc;
    o1 = o1 * F_2_053 + zb + zd;
    o2 = o2 * F_3_072 + zb + zc;
    o3 = o3 * F_1_501 + za + zd;
    work[x] = kept(t10 + o3);
    work[x + 56] = kept(t10 - o3);
    work[x + 8] = kept(t11 + o2);
    work[x + 48] = kept(t11 - o2);
    work[x + 16] = kept(t12 + o1);
    work[x + 40] = kept(t12 - o1);
    work[x + 24] = kept(t13 + o0);
    work[x + 32] = kept(t13 - o0);
  }

  private static void fill(int[] work, int x, int value) {
    for (int y = 0; y < 64; y += 8) {
      work[x + y] = value;
    }
  }

  private static int kept(int value) {
    return (value + (1 << (FRACTION - KEPT - 1))) >> (FRACTION - KEPT);
  }

  /** Transforms the rows into samples. */
  static void rows(int[] work, byte[] samples, int place, int pitch) {
    for (int y = 0; y < 8; y++) {
      row(work, 8 * y, samples, place + y * pitch);
    }
  }

  private static void row(int[] work, int at, byte[] samples, int to) {
    int c2 = work[at + 2];
    int c6 = work[at + 6];
    int z1 = (c2 + c6) * F_0_541;
    int even2 = z1 - c6 * F_1_847;
    int even3 = z1 + c2 * F_0_765;
    int even0 = (work[at] + work[at + 4]) << FRACTION;
    int even1 = (work[at] - work[at + 4]) << FRACTION;
    int t10 = even0 + even3;
    int t13 = even0 - even3;
    int t11 = even1 + even2;
    int t12 = even1 - even2;
    int o0 = work[at + 7];
    int o1 = work[at + 5];
    int o2 = work[at + 3];
    int o3 = work[at + 1];
    int z5 = (o0 + o2 + o1 + o3) * F_1_175;
    int za = -(o0 + o3) * F_0_899;
    int zb = -(o1 + o2) * F_2_562;
    int zc = z5 - (o0 + o2) * F_1_961;
    int zd = z5 - (o1 + o3) * F_0_390;
    o0 = o0 * F_0_298 + za + zc;
    o1 = o1 * F_2_053 + zb + zd;
    o2 = o2 * F_3_072 + zb + zc;
    o3 = o3 * F_1_501 + za + zd;
    samples[to] = done(t10 + o3);
    samples[to + 7] = done(t10 - o3);
    samples[to + 1] = done(t11 + o2);
    samples[to + 6] = done(t11 - o2);
    samples[to + 2] = done(t12 + o1);
    samples[to + 5] = done(t12 - o1);
    samples[to + 3] = done(t13 + o0);
    samples[to + 4] = done(t13 - o0);
  }

  private static byte done(int value) {
    int shift = FRACTION + KEPT + 3;
    return sample((value + (1 << (shift - 1))) >> shift);
  }

  private static byte sample(int value) {
    return (byte) Math.max(0, Math.min(255, value + 128));
  }
}
