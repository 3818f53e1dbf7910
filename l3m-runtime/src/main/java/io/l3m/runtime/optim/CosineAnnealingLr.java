// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/**
 * PyTorch's schedule along half a cosine, from the optimiser's own learning rate to a last one,
 * over the whole run. It moves on before each step: the first step has the second value of the
 * curve, and the last step has exactly the last rate. All groups have the same rate.
 */
public final class CosineAnnealingLr implements Schedule {

  private final double first;
  private final double last;

  private CosineAnnealingLr(double first, double last) {
    this.first = first;
    this.last = last;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public double at(double where) {
    return last + 0.5 * (first - last) * (1 + Math.cos(Math.PI * where));
  }

  @Override
  public double at(long step, long total) {
    return at((double) (step + 1) / (double) total);
  }

  @Override
  public boolean scalesGroups() {
    return false;
  }

  /** Parameters of {@link CosineAnnealingLr}. */
  public static final class Builder {

    private double lr = 1e-3;
    private double etaMin;

    private Builder() {}

    /** The optimiser's learning rate, from which the curve falls; 0.001 unless set. */
    @CanIgnoreReturnValue
    public Builder lr(double lr) {
      this.lr = lr;
      return this;
    }

    /** The last learning rate; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder etaMin(double etaMin) {
      this.etaMin = etaMin;
      return this;
    }

    /** Makes the schedule. */
    public CosineAnnealingLr build() {
      return new CosineAnnealingLr(lr, etaMin);
    }
  }
}
