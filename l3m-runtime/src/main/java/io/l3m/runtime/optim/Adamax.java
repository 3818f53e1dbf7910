// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import java.util.List;
import org.bytedeco.pytorch.IValue;

/**
 * Adam with the largest recent gradient in the place of the mean square (Kingma and Ba 2014,
 * section 7.1): u ← max(β₂ · u, |g| + eps), then p ← p - lr / (1 - β₁ᵗ) · m / u.
 */
public final class Adamax {

  private final AdamSettings adam;

  private Adamax(Builder b) {
    adam = b.settings();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  private void update(Members members, double learningRate) {
    IValue gradient = members.slope(adam.maximize(), members.weightDecay());
    IValue average = adam.mean(members, gradient);
    IValue size = Foreach.abs(gradient);
    Foreach.addTo(size, adam.eps());
    IValue largest = members.remembered("exp_inf");
    Foreach.mulTo(largest, adam.beta2());
    Foreach.maximumTo(largest, size);
    double rate = learningRate / adam.meanCorrection(members.step());
    Foreach.addQuotientTo(members.parameters(), average, largest, -rate);
  }

  /** Parameters of {@link Adamax}. */
  public static final class Builder extends AdamBuilder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    @Override
    public Optimizer create(List<ParameterGroup> groups) {
      return new RememberingOptimizer(
          groups, List.of("exp_avg", "exp_inf"), new Adamax(this)::update);
    }
  }
}
