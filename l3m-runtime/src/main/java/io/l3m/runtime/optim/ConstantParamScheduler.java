// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** The same value all the time. */
public final class ConstantParamScheduler implements Schedule {

  private final double value;

  private ConstantParamScheduler(double value) {
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

  /** Parameters of {@link ConstantParamScheduler}. */
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
    public ConstantParamScheduler build() {
      return new ConstantParamScheduler(value);
    }
  }
}
