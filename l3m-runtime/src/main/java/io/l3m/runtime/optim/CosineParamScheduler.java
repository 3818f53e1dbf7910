// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

/** Half a period of a cosine from one value to another. */
public final class CosineParamScheduler implements Schedule {

  private final double start;
  private final double end;

  private CosineParamScheduler(Builder b) {
    this.start = b.start();
    this.end = b.end();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    return end + 0.5 * (start - end) * (1 + Math.cos(Math.PI * where));
  }

  /** Parameters of {@link CosineParamScheduler}. */
  public static final class Builder extends RampBuilder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the schedule. */
    public CosineParamScheduler build() {
      return new CosineParamScheduler(this);
    }
  }
}
