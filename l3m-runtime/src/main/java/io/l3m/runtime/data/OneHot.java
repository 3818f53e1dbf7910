// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/**
 * A class number as integers {@code [num_classes]}: 1 at its place, 0 elsewhere.
 *
 * @param numClasses the number of classes
 */
public record OneHot(int numClasses) implements TargetTransform {

  /** Rejects an empty set of classes. */
  public OneHot {
    Require.atLeast("num_classes", numClasses, 1);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public LongArray apply(long target) {
    if (target < 0 || target >= numClasses) {
      throw new IllegalArgumentException(
          "the class %d does not exist; `num_classes` is %d".formatted(target, numClasses));
    }
    long[] values = new long[numClasses];
    values[(int) target] = 1;
    return LongArray.of(values, numClasses);
  }

  /** The parameters of {@code one_hot}; a builder can be used as the transform itself. */
  public static final class Builder implements TargetTransform {

    private long numClasses;

    private Builder() {}

    /** The number of classes; required. */
    @CanIgnoreReturnValue
    public Builder numClasses(long value) {
      numClasses = value;
      return this;
    }

    @Override
    public HostArray apply(long target) {
      return build().apply(target);
    }

    /** Makes the coding. */
    public OneHot build() {
      return new OneHot(Math.toIntExact(numClasses));
    }
  }
}
