// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** baseValue · (1 - where)^power. */
public final class PolynomialDecayParamScheduler implements Schedule {

  private final double base;
  private final double power;

  private PolynomialDecayParamScheduler(double base, double power) {
    this.base = base;
    this.power = power;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    return base * Math.pow(1.0 - where, power);
  }

  /** Parameters of {@link PolynomialDecayParamScheduler}. */
  public static final class Builder {

    private double baseValue;
    private double power;

    private Builder() {}

    /** The value at 0. */
    @CanIgnoreReturnValue
    public Builder baseValue(double baseValue) {
      this.baseValue = baseValue;
      return this;
    }

    /** The exponent. */
    @CanIgnoreReturnValue
    public Builder power(double power) {
      this.power = power;
      return this;
    }

    /** Makes the schedule. */
    public PolynomialDecayParamScheduler build() {
      return new PolynomialDecayParamScheduler(baseValue, power);
    }
  }
}
