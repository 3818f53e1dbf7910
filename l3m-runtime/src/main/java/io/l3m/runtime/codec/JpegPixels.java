// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * From the planes of a JPEG image to RGB, to the bit as libjpeg does it: colours of half the size
 * are interpolated with the weights 3/4 and 1/4 in each direction ("fancy upsampling"), and
 * converted in whole numbers (ITU-T T.871, clause 7).
 */
final class JpegPixels {

  /** The samples of a plane. */
  static final class Plane {

    private final byte[] samples;
    private final int pitch;
    private final int width;
    private final int height;

    /** A plane whose rows begin {@code pitch} samples after each other. */
    Plane(byte[] samples, int pitch, int width, int height) {
      this.samples = samples;
      this.pitch = pitch;
      this.width = width;
      this.height = height;
    }

    /** Where a row begins; beyond the first and the last, those stand in. */
    private int row(int y) {
      return Math.max(0, Math.min(height - 1, y)) * pitch;
    }
  }

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int HALF = 1 << 15;
  private static final int RED = 91881; // 1.402 of 65536
  private static final int BLUE = 116130; // 1.772
  private static final int GREEN_BY_RED = 46802; // 0.71414
  private static final int GREEN_BY_BLUE = 22554; // 0.34414

  private JpegPixels() {}

  static byte[] gray(Plane plane) {
    byte[] rgb = new byte[3 * plane.width * plane.height];
    for (int y = 0, to = 0; y < plane.height; y++) {
      int row = plane.row(y);
      for (int x = 0; x < plane.width; x++, to += 3) {
        byte sample = plane.samples[row + x];
        rgb[to] = sample;
        rgb[to + 1] = sample;
        rgb[to + 2] = sample;
      }
    }
    return rgb;
  }

  /** Three planes of the same size, which are RGB already. */
  static byte[] plain(List<Plane> planes) {
    Plane first = planes.getFirst();
    byte[] rgb = new byte[3 * first.width * first.height];
    for (int c = 0; c < 3; c++) {
      Plane plane = planes.get(c);
      for (int y = 0, to = c; y < plane.height; y++) {
        int row = plane.row(y);
        for (int x = 0; x < plane.width; x++, to += 3) {
          rgb[to] = plane.samples[row + x];
        }
      }
    }
    return rgb;
  }

  /** Luma with blue and red differences of the same size or of half of it. */
  static byte[] ofYcc(List<Plane> planes) {
    Plane luma = planes.getFirst();
    int width = luma.width;
    byte[] rgb = new byte[3 * width * luma.height];
    int[][] rows = new int[3][width + 1];
    int[] sums = new int[planes.get(1).width];
    int[] packed = new int[width];
    for (int y = 0; y < luma.height; y++) {
      for (int c = 0; c < 3; c++) {
        row(planes.get(c), luma, y, sums, rows[c]);
      }
      convert(rows[0], rows[1], rows[2], packed);
      write(packed, rgb, 3 * width * y);
    }
    return rgb;
  }

  /** A row of a plane in the size of another. */
  private static void row(Plane plane, Plane full, int y, int[] sums, int[] into) {
    byte[] samples = plane.samples;
    int width = plane.width;
    if (width == full.width) {
      int from = plane.row(y);
      for (int x = 0; x < width; x++) {
        into[x] = samples[from + x] & 0xff;
      }
    } else if (plane.height == full.height) {
      int from = plane.row(y);
      for (int x = 0; x < width; x++) {
        sums[x] = samples[from + x] & 0xff;
      }
      wider(sums, 2, into);
    } else {
      int near = plane.row(y >> 1);
      int far = plane.row((y & 1) == 0 ? (y >> 1) - 1 : (y >> 1) + 1);
      for (int x = 0; x < width; x++) {
        sums[x] = 3 * (samples[near + x] & 0xff) + (samples[far + x] & 0xff);
      }
      wider(sums, 4, into);
    }
  }

  /**
   * Twice as many values, each three parts of the nearest and one of the next.
   *
   * @param bits by how much the results are too large
   */
  private static void wider(int[] sums, int bits, int[] into) {
    int last = sums.length - 1;
    int even = bits == 2 ? 1 : 8; // which way halves are rounded changes from one to the other
    int odd = bits == 2 ? 2 : 7;
    int edge = bits == 2 ? 0 : 8;
    into[0] = (4 * sums[0] + edge) >> bits;
    for (int x = 0; x < last; x++) {
      int here = sums[x];
      int next = sums[x + 1];
      into[2 * x + 1] = (3 * here + next + odd) >> bits;
      into[2 * x + 2] = (here + 3 * next + even) >> bits;
    }
    if (2 * last + 1 < into.length) {
      into[2 * last + 1] = (4 * sums[last] + (bits == 2 ? 0 : 7)) >> bits;
    }
  }

  /** RGB from the lowest byte on; a loop of nothing but such arithmetic is done many at a time. */
  private static void convert(int[] lumas, int[] blues, int[] reds, int[] packed) {
    for (int x = 0; x < packed.length; x++) {
      int luma = lumas[x];
      int blue = blues[x] - 128;
      int red = reds[x] - 128;
      int r = luma + ((RED * red + HALF) >> 16);
      int g = luma + ((HALF - GREEN_BY_BLUE * blue - GREEN_BY_RED * red) >> 16);
      int b = luma + ((BLUE * blue + HALF) >> 16);
      packed[x] = clip(r) | clip(g) << 8 | clip(b) << 16;
    }
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }

  /** Three bytes of each; a fourth is written as well where the next will overwrite it. */
  private static void write(int[] packed, byte[] rgb, int start) {
    int last = packed.length - 1;
    for (int x = 0; x < last; x++) {
      INT.set(rgb, start + 3 * x, packed[x]);
    }
    int end = start + 3 * last;
    rgb[end] = (byte) packed[last];
    rgb[end + 1] = (byte) (packed[last] >> 8);
    rgb[end + 2] = (byte) (packed[last] >> 16);
  }
}
