// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;

/** Values that fall by the same factor after equal times. */
public final class StepWithFixedGammaParamScheduler implements Schedule {

  private final StepParamScheduler steps;

  private StepWithFixedGammaParamScheduler(StepParamScheduler steps) {
    this.steps = steps;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    return steps.at(where);
  }

  /** Parameters of {@link StepWithFixedGammaParamScheduler}. */
  public static final class Builder {

    private double baseValue;
    private long numDecays;
    private double gamma;
    private long numUpdates;

    private Builder() {}

    /** The first value. */
    @CanIgnoreReturnValue
    public Builder baseValue(double baseValue) {
      this.baseValue = baseValue;
      return this;
    }

    /** How often it falls. */
    @CanIgnoreReturnValue
    public Builder numDecays(long numDecays) {
      this.numDecays = numDecays;
      return this;
    }

    /** Each value over the one before. */
    @CanIgnoreReturnValue
    public Builder gamma(double gamma) {
      this.gamma = gamma;
      return this;
    }

    /** The number of updates in all. */
    @CanIgnoreReturnValue
    public Builder numUpdates(long numUpdates) {
      this.numUpdates = numUpdates;
      return this;
    }

    /** Makes the schedule. */
    public StepWithFixedGammaParamScheduler build() {
      Checks.positive("numUpdates", numUpdates);
      Checks.positive("numDecays", numDecays);
      double[] values = new double[Math.toIntExact(numDecays + 1)];
      values[0] = baseValue;
      for (int i = 1; i < values.length; i++) {
        values[i] = values[i - 1] * gamma;
      }
      return new StepWithFixedGammaParamScheduler(new StepParamScheduler(values));
    }
  }
}
