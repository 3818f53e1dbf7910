// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.IValue;

/**
 * Adam that looks ahead along its momentum (Dozat 2016) as PyTorch has it: with μₜ = β₁ · (1 - ½ ·
 * 0.96^(t · ψ)) and the product Πₜ of all so far, p ← p - lr · (1 - μₜ) / (1 - Πₜ) · g / (√v̂ +
 * eps) - lr · μₜ₊₁ / (1 - Πₜ₊₁) · m / (√v̂ + eps).
 */
public final class NAdam {

  /** Subtracted from 1, it changes nothing. */
  private static final double NEGLIGIBLE = 1e-20;

  private final double[] betas;
  private final double eps;
  private final double momentumDecay;
  private final boolean decoupledWeightDecay;
  private final boolean maximize;

  /** At index t, the product of the first t momenta; it ends where that is negligible. */
  private final List<Double> products = new ArrayList<>(List.of(1.0));

  private NAdam(Builder b) {
    betas = b.betas.clone();
    eps = b.eps;
    momentumDecay = b.momentumDecay;
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
    long step = members.step();
    IValue size = Foreach.mul(square, 1 / (1 - Math.pow(betas[1], (double) step)));
    Foreach.sqrtTo(size);
    Foreach.addTo(size, eps);
    double now = learningRate * (1 - momentum(step)) / (1 - product(step));
    double next = learningRate * momentum(step + 1) / (1 - product(step + 1));
    Foreach.addQuotientTo(members.parameters(), gradient, size, -now);
    Foreach.addQuotientTo(members.parameters(), average, size, -next);
  }

  private double momentum(long step) {
    return betas[0] * (1 - 0.5 * Math.pow(0.96, step * momentumDecay));
  }

  /** The product of the momenta of the steps from 1 on. */
  private double product(long step) {
    while (products.size() <= step && products.getLast() > NEGLIGIBLE) {
      products.add(products.getLast() * momentum(products.size()));
    }
    return step < products.size() ? products.get((int) step) : 0;
  }

  /** Parameters of {@link NAdam}. */
  public static final class Builder implements OptimizerFactory {

    private double[] betas = {0.9, 0.999};
    private double eps = 1e-8;
    private double momentumDecay = 4e-3;
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

    /** ψ, how fast the momentum grows to its full size; 0.004 unless set. */
    @CanIgnoreReturnValue
    public Builder momentumDecay(double momentumDecay) {
      this.momentumDecay = momentumDecay;
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
      Checks.that(
          momentumDecay >= 0, "`momentumDecay` must not be negative, but is " + momentumDecay);
      return new RememberingOptimizer(
          groups, List.of("exp_avg", "exp_avg_sq"), new NAdam(this)::update);
    }
  }
}
