// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.Arrays;

/** Truth values in the memory of the JVM, row-major. */
public final class BoolArray extends HostArray {

  private final boolean[] values;

  private BoolArray(boolean[] values, long[] shape) {
    super(values.length, shape);
    this.values = values;
  }

  /** Wraps the values without copying them. */
  public static BoolArray of(boolean[] values, long... shape) {
    return new BoolArray(values, shape.clone());
  }

  /** Wraps the values as a vector, without copying them. */
  public static BoolArray vector(boolean... values) {
    return new BoolArray(values, new long[] {values.length});
  }

  /** One value, of the shape {@code []}. */
  public static BoolArray scalar(boolean value) {
    return new BoolArray(new boolean[] {value}, new long[0]);
  }

  /** The elements; not a copy. */
  public boolean[] values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BoolArray that
        && Arrays.equals(shape(), that.shape())
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape()) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "boolean" + Arrays.toString(shape());
  }
}
