// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

/** A straight line from one value to another. */
public final class LinearParamScheduler implements Schedule {

  private final double start;
  private final double end;

  private LinearParamScheduler(Builder b) {
    this.start = b.start();
    this.end = b.end();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    return end * where + start * (1 - where);
  }

  /** Parameters of {@link LinearParamScheduler}. */
  public static final class Builder extends RampBuilder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the schedule. */
    public LinearParamScheduler build() {
      return new LinearParamScheduler(this);
    }
  }
}
