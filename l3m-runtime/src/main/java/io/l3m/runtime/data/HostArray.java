// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.Arrays;

/** Numbers in the memory of the JVM with a shape, row-major; a scalar has the shape {@code []}. */
public sealed interface HostArray permits FloatArray, LongArray, BoolArray {

  /** The sizes of the dimensions; not a copy, so do not write to it. */
  long[] shape();

  /** The number of elements. */
  int length();

  /**
   * The number of elements of a shape.
   *
   * @throws IllegalArgumentException for a negative size or more than 2³¹ - 1 elements
   */
  static int elements(long... shape) {
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
