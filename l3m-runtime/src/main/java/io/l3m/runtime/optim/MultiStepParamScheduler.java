// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.Arrays;

/** Values that follow each other at given updates, or after equal times where none are given. */
public final class MultiStepParamScheduler implements Schedule {

  private final double[] values;
  private final long[] milestones;
  private final long updates;

  private MultiStepParamScheduler(double[] values, long[] milestones, long updates) {
    this.values = values;
    this.milestones = milestones;
    this.updates = updates;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    long update = (long) ((where + 1e-6) * (double) updates);
    int passed = 0;
    while (passed < milestones.length && update >= milestones[passed]) {
      passed++;
    }
    return values[passed];
  }

  /** Parameters of {@link MultiStepParamScheduler}. */
  public static final class Builder {

    private double[] values = {};
    private long numUpdates;
    private long[] milestones = {};

    private Builder() {}

    /** The values in order. */
    @CanIgnoreReturnValue
    public Builder values(double... values) {
      this.values = values.clone();
      return this;
    }

    /** The number of updates in all; the last milestone unless set. */
    @CanIgnoreReturnValue
    public Builder numUpdates(long numUpdates) {
      this.numUpdates = numUpdates;
      return this;
    }

    /** The updates at which the next value begins. */
    @CanIgnoreReturnValue
    public Builder milestones(long... milestones) {
      this.milestones = milestones.clone();
      return this;
    }

    /** Makes the schedule. */
    public MultiStepParamScheduler build() {
      Checks.that(values.length > 0, "`values` must be set");
      Checks.that(
          numUpdates > 0 || milestones.length > 0, "`numUpdates` or `milestones` must be set");
      if (milestones.length == 0) {
        return new MultiStepParamScheduler(values.clone(), evenly(), numUpdates);
      }
      boolean all = milestones.length == values.length;
      long updates = numUpdates > 0 ? numUpdates : milestones[milestones.length - 1];
      long[] between = all ? Arrays.copyOf(milestones, milestones.length - 1) : milestones.clone();
      Checks.that(
          between.length == values.length - 1,
          "%d values need %d milestones between them, not %d"
              .formatted(values.length, values.length - 1, between.length));
      long before = 0;
      for (long milestone : between) {
        Checks.that(
            milestone > before && milestone < updates,
            "`milestones` must rise and stay below the number of updates (" + updates + ")");
        before = milestone;
      }
      return new MultiStepParamScheduler(values.clone(), between, updates);
    }

    private long[] evenly() {
      long[] even = new long[values.length - 1];
      long width = (long) Math.ceil((double) numUpdates / values.length);
      for (int i = 0; i < even.length; i++) {
        even[i] = width * (i + 1);
      }
      return even;
    }
  }
}
