// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * Tables of sines and cosines for positions on a line, a plane or in space, with frequencies that
 * fall from 1 to 1/10000 (Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, section 3.5).
 */
public final class SinCos {

  private SinCos() {}

  /**
   * A table for the cells of a grid in row-major order.
   *
   * @param width of each vector: a multiple of 4 in the plane and of 8 in space
   * @param leadingZeros how many vectors of zeros come first, for tokens without a place
   * @param grid height and width, or length, height and width
   * @return {@code [leadingZeros + cells, width]}
   */
  public static Tensor table(long width, long leadingZeros, long... grid) {
    long[] shares = shares(width, grid.length);
    int columns = Math.toIntExact(width);
    int cells = 1;
    for (long size : grid) {
      cells = Math.toIntExact(cells * size);
    }
    int first = Math.toIntExact(leadingZeros);
    float[] values = new float[Math.multiplyExact(first + cells, columns)];
    for (int cell = 0; cell < cells; cell++) {
      int start = (first + cell) * columns;
      long[] place = place(cell, grid);
      for (int axis = 0; axis < place.length; axis++) {
        start += line(values, start, (int) shares[axis], place[axis]);
      }
    }
    return Tensors.ofFloats(values, first + cells, width);
  }

  /** How much of each vector every coordinate gets. */
  private static long[] shares(long width, int axes) {
    return switch (axes) {
      case 2 -> {
        Checks.that(
            width % 4 == 0, "A table of the plane needs a width divisible by 4, not " + width);
        yield new long[] {width / 2, width / 2};
      }
      case 3 -> {
        Checks.that(width % 8 == 0, "A table of space needs a width divisible by 8, not " + width);
        yield new long[] {width / 2, width / 4, width / 4};
      }
      default -> throw new IllegalArgumentException("A grid has two or three sizes, not " + axes);
    };
  }

  /** The coordinates in the order in which a vector has them: column first in the plane. */
  private static long[] place(long cell, long... grid) {
    long column = cell % grid[grid.length - 1];
    long rest = cell / grid[grid.length - 1];
    return grid.length == 2
        ? new long[] {column, rest}
        : new long[] {rest / grid[1], rest % grid[1], column};
  }

  /** Writes the sines and then the cosines of one coordinate; returns how many in all. */
  private static int line(float[] values, int start, int width, long position) {
    int half = width / 2;
    for (int i = 0; i < half; i++) {
      float exponent = (float) i / half;
      float frequency = 1f / (float) Math.pow(10000.0, exponent);
      float angle = position * frequency;
      values[start + i] = SingleTrigonometry.sin(angle);
      values[start + half + i] = SingleTrigonometry.cos(angle);
    }
    return width;
  }
}
