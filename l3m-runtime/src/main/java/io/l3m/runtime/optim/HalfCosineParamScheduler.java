// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** A quarter of a period of a cosine, which ends halfway between the two values. */
public final class HalfCosineParamScheduler implements Schedule {

  private final double start;
  private final double end;

  private HalfCosineParamScheduler(double start, double end) {
    this.start = start;
    this.end = end;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    return end + 0.5 * (start - end) * (1 + Math.cos(Math.PI * where / 2));
  }

  /** Parameters of {@link HalfCosineParamScheduler}. */
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

    /** The value that a whole half period would reach. */
    @CanIgnoreReturnValue
    public Builder endValue(double endValue) {
      this.endValue = endValue;
      return this;
    }

    /** Makes the schedule. */
    public HalfCosineParamScheduler build() {
      return new HalfCosineParamScheduler(startValue, endValue);
    }
  }
}
