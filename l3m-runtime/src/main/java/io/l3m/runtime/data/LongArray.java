// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.Arrays;

/** 64-bit integers in the memory of the JVM, row-major. */
public final class LongArray extends HostArray {

  private final long[] values;

  private LongArray(long[] values, long[] shape) {
    super(values.length, shape);
    this.values = values;
  }

  /** Wraps the values without copying them. */
  public static LongArray of(long[] values, long... shape) {
    return new LongArray(values, shape.clone());
  }

  /** Wraps the values as a vector, without copying them. */
  public static LongArray vector(long... values) {
    return new LongArray(values, new long[] {values.length});
  }

  /** One number, of the shape {@code []}. */
  public static LongArray scalar(long value) {
    return new LongArray(new long[] {value}, new long[0]);
  }

  /** The elements; not a copy. */
  public long[] values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LongArray that
        && Arrays.equals(shape(), that.shape())
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape()) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "long" + Arrays.toString(shape());
  }
}
