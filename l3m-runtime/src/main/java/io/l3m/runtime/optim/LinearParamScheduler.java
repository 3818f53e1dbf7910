// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** A straight line from one value to another. */
public final class LinearParamScheduler implements Schedule {

  private final double start;
  private final double end;

  private LinearParamScheduler(double start, double end) {
    this.start = start;
    this.end = end;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    return end * where + start * (1 - where);
  }

  /** Parameters of {@link LinearParamScheduler}. */
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
    public LinearParamScheduler build() {
      return new LinearParamScheduler(startValue, endValue);
    }
  }
}
