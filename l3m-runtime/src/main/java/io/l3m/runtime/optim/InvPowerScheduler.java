// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;

/** A power of the moment, shifted and scaled to go from one value to a smaller one. */
public final class InvPowerScheduler implements Schedule {

  private final double start;
  private final double power;
  private final double offset;

  private InvPowerScheduler(double start, double power, double offset) {
    this.start = start;
    this.power = power;
    this.offset = offset;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    return start * Math.pow((offset + where) / offset, power);
  }

  /** Parameters of {@link InvPowerScheduler}. */
  public static final class Builder {

    private double startValue;
    private double endValue;
    private double power = -0.5;

    private Builder() {}

    /** The value at 0. */
    @CanIgnoreReturnValue
    public Builder startValue(double startValue) {
      this.startValue = startValue;
      return this;
    }

    /** The value at 1, greater than 0 and less than that at 0. */
    @CanIgnoreReturnValue
    public Builder endValue(double endValue) {
      this.endValue = endValue;
      return this;
    }

    /** The exponent, less than 0; -0.5 unless set. */
    @CanIgnoreReturnValue
    public Builder power(double power) {
      this.power = power;
      return this;
    }

    /** Makes the schedule. */
    public InvPowerScheduler build() {
      Checks.that(
          endValue > 0 && endValue < startValue,
          "`endValue` (%s) must lie between 0 and `startValue` (%s)"
              .formatted(endValue, startValue));
      Checks.that(power < 0, "`power` must be less than 0, but is " + power);
      double offset = 1 / (Math.pow(endValue / startValue, 1 / power) - 1);
      return new InvPowerScheduler(startValue, power, offset);
    }
  }
}
