// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import org.bytedeco.pytorch.IValue;

/**
 * Adam with the largest recent gradient in the place of the mean square (Kingma and Ba 2014,
 * section 7.1): u ← max(β₂ · u, |g| + eps), then p ← p - lr / (1 - β₁ᵗ) · m / u.
 */
public final class Adamax {

  private final double[] betas;
  private final double eps;
  private final boolean maximize;

  private Adamax(Builder b) {
    betas = b.betas.clone();
    eps = b.eps;
    maximize = b.maximize;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  private void update(Members members, double learningRate) {
    IValue gradient = members.slope(maximize, members.weightDecay());
    IValue average = members.remembered("exp_avg");
    Foreach.lerpTo(average, gradient, 1 - betas[0]);
    IValue size = Foreach.abs(gradient);
    Foreach.addTo(size, eps);
    IValue largest = members.remembered("exp_inf");
    Foreach.mulTo(largest, betas[1]);
    Foreach.maximumTo(largest, size);
    double rate = learningRate / (1 - Math.pow(betas[0], (double) members.step()));
    Foreach.addQuotientTo(members.parameters(), average, largest, -rate);
  }

  /** Parameters of {@link Adamax}. */
  public static final class Builder implements OptimizerFactory {

    private double[] betas = {0.9, 0.999};
    private double eps = 1e-8;
    private boolean maximize;

    private Builder() {}

    /** Without effect: the schedule gives the learning rate of each step. */
    @CanIgnoreReturnValue
    public Builder lr(double lr) {
      return this;
    }

    /** Without effect: each group has its own. */
    @CanIgnoreReturnValue
    public Builder weightDecay(double weightDecay) {
      return this;
    }

    /** How slowly the averages of gradient and square follow; 0.9 and 0.999 unless set. */
    @CanIgnoreReturnValue
    public Builder betas(double... betas) {
      this.betas = betas.clone();
      return this;
    }

    /** Added to the size of each gradient; 1e-8 unless set. */
    @CanIgnoreReturnValue
    public Builder eps(double eps) {
      this.eps = eps;
      return this;
    }

    /** Whether it climbs rather than descends; false unless set. */
    @CanIgnoreReturnValue
    public Builder maximize(boolean maximize) {
      this.maximize = maximize;
      return this;
    }

    @Override
    public Optimizer create(List<ParameterGroup> groups) {
      AdamSettings.checkBetas(betas);
      AdamSettings.checkEps(eps);
      return new RememberingOptimizer(
          groups, List.of("exp_avg", "exp_inf"), new Adamax(this)::update);
    }
  }
}
