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

  private final AdamSettings adam;
  private final boolean decoupledWeightDecay;

  private RAdam(Builder b) {
    adam = b.settings();
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
    double rate = learningRate / adam.meanCorrection(members.step());
    double rectified = rectification(members.step());
    if (rectified == 0) {
      Foreach.addTo(members.parameters(), average, -rate);
    } else {
      IValue size = Foreach.sqrt(square);
      Foreach.addTo(size, adam.eps());
      double unbiased = Math.sqrt(adam.squareCorrection(members.step()));
      Foreach.addQuotientTo(members.parameters(), average, size, -rate * rectified * unbiased);
    }
  }

  /** rₜ; 0 as long as there is none. */
  private double rectification(long step) {
    double decayed = Math.pow(adam.beta2(), (double) step);
    double longest = 2 / (1 - adam.beta2()) - 1;
    double length = longest - 2 * step * decayed / (1 - decayed);
    return length > 5
        ? Math.sqrt(
            (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
        : 0;
  }

  /** Parameters of {@link RAdam}. */
  public static final class Builder extends AdamBuilder<Builder> {

    private boolean decoupledWeightDecay;

    private Builder() {}

    @Override
    Builder self() {
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
          groups, List.of("exp_avg", "exp_avg_sq"), new RAdam(this)::update);
    }
  }
}
