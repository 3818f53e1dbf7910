// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import org.bytedeco.pytorch.IValue;

/**
 * Adam whose adaptive part waits until the mean square can be trusted (Liu et al. 2019,
 * https://arxiv.org/abs/1908.03265): while the length of the moving average ρₜ is at most 5, p ← p
 * - lr · m̂; later p ← p - lr · m̂ · rₜ · √(1 - β₂ᵗ) / (√v + eps).
 */
public final class RAdam {

  private final double[] betas;
  private final double eps;
  private final boolean decoupledWeightDecay;
  private final boolean maximize;

  private RAdam(Builder b) {
    betas = b.betas.clone();
    eps = b.eps;
    decoupledWeightDecay = b.decoupledWeightDecay;
    maximize = b.maximize;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  private void update(Members members, double learningRate) {
    double decay = members.weightDecay();
    if (decoupledWeightDecay) {
      Foreach.mulTo(members.parameters(), 1 - learningRate * decay);
    }
    IValue gradient = members.slope(maximize, decoupledWeightDecay ? 0 : decay);
    IValue average = members.remembered("exp_avg");
    IValue square = members.remembered("exp_avg_sq");
    Foreach.lerpTo(average, gradient, 1 - betas[0]);
    Foreach.mulTo(square, betas[1]);
    Foreach.addProductTo(square, gradient, gradient, 1 - betas[1]);
    double rate = learningRate / (1 - Math.pow(betas[0], (double) members.step()));
    double rectified = rectification(members.step());
    if (rectified == 0) {
      Foreach.addTo(members.parameters(), average, -rate);
    } else {
      IValue size = Foreach.sqrt(square);
      Foreach.addTo(size, eps);
      double unbiased = Math.sqrt(1 - Math.pow(betas[1], (double) members.step()));
      Foreach.addQuotientTo(members.parameters(), average, size, -rate * rectified * unbiased);
    }
  }

  /** rₜ; 0 as long as there is none. */
  private double rectification(long step) {
    double decayed = Math.pow(betas[1], (double) step);
    double longest = 2 / (1 - betas[1]) - 1;
    double length = longest - 2 * step * decayed / (1 - decayed);
    return length > 5
        ? Math.sqrt(
            (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
        : 0;
  }

  /** Parameters of {@link RAdam}. */
  public static final class Builder implements OptimizerFactory {

    private double[] betas = {0.9, 0.999};
    private double eps = 1e-8;
    private boolean decoupledWeightDecay;
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

    /** Added to the root of the mean square; 1e-8 unless set. */
    @CanIgnoreReturnValue
    public Builder eps(double eps) {
      this.eps = eps;
      return this;
    }

    /** Whether weights decay apart from the gradient; false unless set. */
    @CanIgnoreReturnValue
    public Builder decoupledWeightDecay(boolean decoupledWeightDecay) {
      this.decoupledWeightDecay = decoupledWeightDecay;
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
          groups, List.of("exp_avg", "exp_avg_sq"), new RAdam(this)::update);
    }
  }
}
