// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** startValue · decay^where. */
public final class ExponentialParamScheduler implements Schedule {

  private final double start;
  private final double decay;

  private ExponentialParamScheduler(double start, double decay) {
    this.start = start;
    this.decay = decay;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    return start * Math.pow(decay, where);
  }

  /** Parameters of {@link ExponentialParamScheduler}. */
  public static final class Builder {

    private double startValue;
    private double decay;

    private Builder() {}

    /** The value at 0. */
    @CanIgnoreReturnValue
    public Builder startValue(double startValue) {
      this.startValue = startValue;
      return this;
    }

    /** The value at 1 over that at 0. */
    @CanIgnoreReturnValue
    public Builder decay(double decay) {
      this.decay = decay;
      return this;
    }

    /** Makes the schedule. */
    public ExponentialParamScheduler build() {
      return new ExponentialParamScheduler(startValue, decay);
    }
  }
}
