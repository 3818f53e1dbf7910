// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** The same value all the time, the end included. */
public final class InclusiveConstantParamScheduler implements Schedule {

  private final double value;

  private InclusiveConstantParamScheduler(double value) {
    this.value = value;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    return value;
  }

  /** Parameters of {@link InclusiveConstantParamScheduler}. */
  public static final class Builder {

    private double value;

    private Builder() {}

    /** The value. */
    @CanIgnoreReturnValue
    public Builder value(double value) {
      this.value = value;
      return this;
    }

    /** Makes the schedule. */
    public InclusiveConstantParamScheduler build() {
      return new InclusiveConstantParamScheduler(value);
    }
  }
}
