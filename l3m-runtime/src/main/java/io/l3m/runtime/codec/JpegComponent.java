// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import java.util.Arrays;

/** One of the planes of a JPEG image, as blocks of 8 x 8 coefficients, later as samples. */
final class JpegComponent {

  static final int BLOCK = 64;

  /** So many coefficients in the order of the file lie in the first four columns and rows. */
  private static final int FEW = 10;

  /** What the file says about the plane. */
  record Header(int id, int horizontal, int vertical, int quantization) {}

  private final Header header;
  private final int width;
  private final int height;
  private final int stride;
  private final short[] coefficients;
  private final byte[] last;
  private final int[] accuracy = new int[BLOCK];

  /**
   * A plane.
   *
   * @param width its samples in a row that are part of the image
   * @param stride its blocks in a row
   * @param rows its rows of blocks
   */
  JpegComponent(Header header, int width, int height, int stride, int rows) {
    this.header = header;
    this.width = width;
    this.height = height;
    this.stride = stride;
    this.coefficients = new short[stride * rows * BLOCK];
    this.last = new byte[stride * rows];
    Arrays.fill(accuracy, -1);
  }

  Header header() {
    return header;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The blocks in a row. */
  int stride() {
    return stride;
  }

  /** All coefficients, block by block, in the natural order within a block. */
  short[] coefficients() {
    return coefficients;
  }

  /** For each block how far in the zigzag order it has coefficients. */
  byte[] last() {
    return last;
  }

  /** A scan gives some of the coefficients but for their lowest bits. */
  void scanned(int from, int to, int lowest) {
    Arrays.fill(accuracy, from, to + 1, lowest);
  }

  /** Whether all coefficients have been given to their last bit. */
  boolean isComplete() {
    for (int lowest : accuracy) {
      if (lowest != 0) {
        return false;
      }
    }
    return true;
  }

  /** The samples, {@code 8 * stride} in a row. */
  byte[] samples(int[] quantization) {
    byte[] samples = new byte[coefficients.length];
    int[] work = new int[BLOCK];
    int pitch = stride * 8;
    for (int block = 0; block < last.length; block++) {
      int place = block / stride * 8 * pitch + block % stride * 8;
      if (last[block] == 0) {
        InverseDct.flat(coefficients[block * BLOCK] * quantization[0], samples, place, pitch);
      } else if (last[block] < FEW) {
        InverseDct.fewColumns(coefficients, block * BLOCK, quantization, work);
        InverseDct.fewRows(work, samples, place, pitch);
      } else {
        InverseDct.columns(coefficients, block * BLOCK, quantization, work);
        InverseDct.rows(work, samples, place, pitch);
      }
    }
    return samples;
  }
}
