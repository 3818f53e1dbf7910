// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.Arrays;

/** Numbers in the memory of the JVM with a shape, row-major; a scalar has the shape {@code []}. */
public abstract sealed class HostArray permits FloatArray, LongArray, BoolArray {

  private final long[] shape;
  private final int length;

  /** {@code shape} is not copied. */
  HostArray(int length, long[] shape) {
    if (elements(shape) != length) {
      throw new IllegalArgumentException(
          length + " values do not fill the shape " + Arrays.toString(shape));
    }
    this.shape = shape;
    this.length = length;
  }

  /** The sizes of the dimensions; not a copy, so do not write to it. */
  public final long[] shape() {
    return shape;
  }

  /** The number of elements. */
  public final int length() {
    return length;
  }

  /**
   * The number of elements of a shape.
   *
   * @throws IllegalArgumentException for a negative size or more than 2³¹ - 1 elements
   */
  public static int elements(long... shape) {
    long product = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("negative size in the shape " + Arrays.toString(shape));
      }
      product = Math.multiplyExact(product, size);
    }
    if (product > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the shape " + Arrays.toString(shape) + " has more elements than one array can hold");
    }
    return (int) product;
  }
}
