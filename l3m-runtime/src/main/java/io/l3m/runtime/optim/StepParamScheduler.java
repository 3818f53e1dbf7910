// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;

/** Values that follow each other after equal times. */
public final class StepParamScheduler implements Schedule {

  private final double[] values;

  StepParamScheduler(double... values) {
    this.values = values.clone();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    int index = (int) ((where + 1e-6) * values.length);
    return values[Math.min(index, values.length - 1)];
  }

  /** Parameters of {@link StepParamScheduler}. */
  public static final class Builder {

    private double[] values = {};

    private Builder() {}

    /** Without effect: the values share the run evenly. */
    @CanIgnoreReturnValue
    public Builder numUpdates(double numUpdates) {
      return this;
    }

    /** The values in order. */
    @CanIgnoreReturnValue
    public Builder values(double... values) {
      this.values = values.clone();
      return this;
    }

    /** Makes the schedule. */
    public StepParamScheduler build() {
      Checks.that(values.length > 0, "`values` must be set");
      return new StepParamScheduler(values);
    }
  }
}
