// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;

/**
 * A power p of the moment t, shifted and scaled to go from one value to a smaller one: start · ((o
 * + t) / o)^p with o = 1 / ((end / start)^(1 / p) - 1).
 */
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

  /** Parameters of {@link InvPowerScheduler}; it goes down, to a value above 0. */
  public static final class Builder extends RampBuilder<Builder> {

    private double power = -0.5;

    private Builder() {}

    @Override
    Builder self() {
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
          end() > 0 && end() < start(),
          "`endValue` (%s) must lie between 0 and `startValue` (%s)".formatted(end(), start()));
      Checks.that(power < 0, "`power` must be less than 0, but is " + power);
      double offset = 1 / (Math.pow(end() / start(), 1 / power) - 1);
      return new InvPowerScheduler(start(), power, offset);
    }
  }
}
