// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;

/** Schedules one after the other, each for a share of the training. */
public final class CompositeParamScheduler implements Schedule {

  private static final double TOLERANCE = 1e-6;

  private final Schedule[] schedulers;
  private final double[] lengths;
  private final IntervalScaling[] scaling;
  private final int last;

  private CompositeParamScheduler(Builder b, double[] lengths) {
    this.schedulers = b.schedulers;
    this.lengths = lengths;
    this.scaling = b.intervalScaling;
    this.last = lastWithAValue();
  }

  /** What is rescaled to nothing at the end of the run has no value there. */
  private int lastWithAValue() {
    int phase = schedulers.length - 1;
    while (phase > 0 && lengths[phase] == 0 && scaling[phase] == IntervalScaling.RESCALED) {
      phase--;
    }
    return phase;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    int phase = 0;
    double end = lengths[0];
    while (where + TOLERANCE > end && phase < last) {
      phase++;
      end += lengths[phase];
    }
    double moment =
        switch (scaling[phase]) {
          case FIXED -> where;
          case RESCALED -> (where - (end - lengths[phase])) / lengths[phase];
        };
    return schedulers[phase].at(moment);
  }

  /** Parameters of {@link CompositeParamScheduler}. */
  public static final class Builder {

    private Schedule[] schedulers = {};
    private double[] lengths = {};
    private IntervalScaling[] intervalScaling = {};

    private Builder() {}

    /** The phases in order. */
    @CanIgnoreReturnValue
    public Builder schedulers(Schedule... schedulers) {
      this.schedulers = schedulers.clone();
      return this;
    }

    /** The share of each phase, or its length in any unit; one of length 0 is left out. */
    @CanIgnoreReturnValue
    public Builder lengths(double... lengths) {
      this.lengths = lengths.clone();
      return this;
    }

    /** What each phase takes for the moment. */
    @CanIgnoreReturnValue
    public Builder intervalScaling(IntervalScaling... intervalScaling) {
      this.intervalScaling = intervalScaling.clone();
      return this;
    }

    /** Without effect: lengths are divided by their sum in any case. */
    @CanIgnoreReturnValue
    public Builder absoluteLengths(boolean absoluteLengths) {
      return this;
    }

    /** Makes the schedule. */
    public CompositeParamScheduler build() {
      Checks.that(schedulers.length > 0, "`schedulers` must be set");
      Checks.that(
          lengths.length == schedulers.length,
          "%d schedulers need as many lengths, not %d"
              .formatted(schedulers.length, lengths.length));
      Checks.that(
          intervalScaling.length >= schedulers.length,
          "%d schedulers need `intervalScaling` for each, not for %d"
              .formatted(schedulers.length, intervalScaling.length));
      double sum = 0;
      for (double length : lengths) {
        Checks.that(length >= 0, "`lengths` must not be negative");
        sum += length;
      }
      Checks.that(sum > 0, "`lengths` must not all be 0");
      return new CompositeParamScheduler(this, normalised(sum));
    }

    /** Shares that add up to 1 exactly, the rounding being the last one's. */
    private double[] normalised(double sum) {
      double[] shares = new double[lengths.length];
      double total = 0;
      for (int i = 0; i < lengths.length; i++) {
        shares[i] = lengths[i] / sum;
        total += shares[i];
      }
      if (total != 1.0) {
        double others = 0;
        for (int i = 0; i < shares.length - 1; i++) {
          others += shares[i];
        }
        shares[shares.length - 1] = 1.0 - others;
      }
      return shares;
    }
  }
}
