// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

/** A quarter of a period of a cosine, which ends halfway between the two values. */
public final class HalfCosineParamScheduler implements Schedule {

  private final double start;
  private final double end;

  private HalfCosineParamScheduler(Builder b) {
    this.start = b.start();
    this.end = b.end();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    return end + 0.5 * (start - end) * (1 + Math.cos(Math.PI * where / 2));
  }

  /** Parameters of {@link HalfCosineParamScheduler}. */
  public static final class Builder extends RampBuilder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the schedule. */
    public HalfCosineParamScheduler build() {
      return new HalfCosineParamScheduler(this);
    }
  }
}
