// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.Arrays;

/** 32-bit floats in the memory of the JVM, row-major. */
public final class FloatArray implements HostArray, Frame {

  private final float[] values;
  private final long[] shape;

  private FloatArray(float[] values, long[] shape) {
    if (HostArray.elements(shape) != values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not fill the shape " + Arrays.toString(shape));
    }
    this.values = values;
    this.shape = shape;
  }

  /** Wraps the values without copying them. */
  public static FloatArray of(float[] values, long... shape) {
    return new FloatArray(values, shape.clone());
  }

  /** Wraps the values as a vector, without copying them. */
  public static FloatArray vector(float... values) {
    return new FloatArray(values, new long[] {values.length});
  }

  /** A number of the shape {@code []}. */
  public static FloatArray scalar(float value) {
    return new FloatArray(new float[] {value}, new long[0]);
  }

  /** The elements; not a copy. */
  public float[] values() {
    return values;
  }

  @Override
  public long[] shape() {
    return shape;
  }

  @Override
  public int length() {
    return values.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatArray that
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "float" + Arrays.toString(shape);
  }
}
