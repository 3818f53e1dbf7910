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

  private final AdamSettings adam;
  private final double momentumDecay;
  private final boolean decoupledWeightDecay;

  /** At index t, the product of the first t momenta; it ends where that is negligible. */
  private final List<Double> products = new ArrayList<>(List.of(1.0));

  private NAdam(Builder b) {
    adam = b.settings();
    momentumDecay = Checks.notNegative("momentumDecay", b.momentumDecay);
    decoupledWeightDecay = b.decoupledWeightDecay;
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
    IValue gradient = members.slope(adam.maximize(), decoupledWeightDecay ? 0 : decay);
    IValue average = adam.mean(members, gradient);
    IValue square = adam.meanSquare(members, gradient);
    long step = members.step();
    IValue size = Foreach.mul(square, 1 / adam.squareCorrection(step));
    Foreach.sqrtTo(size);
    Foreach.addTo(size, adam.eps());
    double now = learningRate * (1 - momentum(step)) / (1 - product(step));
    double next = learningRate * momentum(step + 1) / (1 - product(step + 1));
    Foreach.addQuotientTo(members.parameters(), gradient, size, -now);
    Foreach.addQuotientTo(members.parameters(), average, size, -next);
  }

  private double momentum(long step) {
    return adam.beta1() * (1 - 0.5 * Math.pow(0.96, step * momentumDecay));
  }

  /** The product of the momenta of the steps from 1 on. */
  private double product(long step) {
    while (products.size() <= step && products.getLast() > NEGLIGIBLE) {
      products.add(products.getLast() * momentum(products.size()));
    }
    return step < products.size() ? products.get((int) step) : 0;
  }

  /** Parameters of {@link NAdam}. */
  public static final class Builder extends AdamBuilder<Builder> {

    private double momentumDecay = 4e-3;
    private boolean decoupledWeightDecay;

    private Builder() {}

    @Override
    Builder self() {
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

    @Override
    public Optimizer create(List<ParameterGroup> groups) {
      return new RememberingOptimizer(
          groups, List.of("exp_avg", "exp_avg_sq"), new NAdam(this)::update);
    }
  }
}
