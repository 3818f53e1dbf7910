// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.Arrays;

/** 32-bit floats in the memory of the JVM, row-major. */
public final class FloatArray extends HostArray implements Frame {

  private final float[] values;

  private FloatArray(float[] values, long[] shape) {
    super(values.length, shape);
    this.values = values;
  }

  /** Wraps the values without copying them. */
  public static FloatArray of(float[] values, long... shape) {
    return new FloatArray(values, shape.clone());
  }

  /** Wraps the values as a vector, without copying them. */
  public static FloatArray vector(float... values) {
    return new FloatArray(values, new long[] {values.length});
  }

  /** One number, of the shape {@code []}. */
  public static FloatArray scalar(float value) {
    return new FloatArray(new float[] {value}, new long[0]);
  }

  /** The elements; not a copy. */
  public float[] values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatArray that
        && Arrays.equals(shape(), that.shape())
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape()) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "float" + Arrays.toString(shape());
  }
}
