// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** Half a period of a cosine from one value to another. */
public final class CosineParamScheduler implements Schedule {

  private final double start;
  private final double end;

  private CosineParamScheduler(double start, double end) {
    this.start = start;
    this.end = end;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    return end + 0.5 * (start - end) * (1 + Math.cos(Math.PI * where));
  }

  /** Parameters of {@link CosineParamScheduler}. */
  public static final class Builder {

    private double startValue;
    private double endValue;

    private Builder() {}

    /** The value at 0. */
    @CanIgnoreReturnValue
    public Builder startValue(double startValue) {
      this.startValue = startValue;
      return this;
    }

    /** The value at 1. */
    @CanIgnoreReturnValue
    public Builder endValue(double endValue) {
      this.endValue = endValue;
      return this;
    }

    /** Makes the schedule. */
    public CosineParamScheduler build() {
      return new CosineParamScheduler(startValue, endValue);
    }
  }
}
