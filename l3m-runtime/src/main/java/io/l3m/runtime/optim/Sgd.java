// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.tensor.Ops;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;

/**
 * Gradient descent with momentum as PyTorch has it: g ← g + λ · p, then b ← μ · b + (1 - τ) · g,
 * which begins as g itself, and p ← p - lr · b; with Nesterov's look ahead p ← p - lr · (g + μ ·
 * b). libtorch's fused kernel computes it, one call per group and step.
 */
public final class Sgd {

  private final double momentum;
  private final double dampening;
  private final boolean nesterov;
  private final boolean maximize;

  private Sgd(Builder b) {
    momentum = Checks.notNegative("momentum", b.momentum);
    dampening = b.dampening;
    nesterov = b.nesterov;
    maximize = b.maximize;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  private void update(Members members, double learningRate) {
    IValueVector updated =
        Ops.call(
            "_fused_sgd_",
            "",
            members.parameters(),
            members.gradients(),
            momentum == 0 ? Ops.list(List.of()) : members.remembered("momentum_buffer"),
            new IValue(members.weightDecay()),
            new IValue(momentum),
            new IValue(learningRate),
            new IValue(dampening),
            new IValue(nesterov),
            new IValue(maximize),
            new IValue(members.step() == 1),
            Ops.NONE,
            Ops.NONE);
    updated.close();
  }

  /** Parameters of {@link Sgd}. */
  public static final class Builder extends OptimizerBuilder<Builder> {

    private double momentum;
    private double dampening;
    private boolean nesterov;
    private boolean maximize;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** The share of the last direction that is kept; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder momentum(double momentum) {
      this.momentum = momentum;
      return this;
    }

    /** The share of the gradient that does not enter the momentum; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder dampening(double dampening) {
      this.dampening = dampening;
      return this;
    }

    /** Whether it looks ahead along the momentum; false unless set. */
    @CanIgnoreReturnValue
    public Builder nesterov(boolean nesterov) {
      this.nesterov = nesterov;
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
      Checks.that(
          !nesterov || (momentum > 0 && dampening == 0),
          "`nesterov` needs a `momentum` above 0 and no `dampening`");
      List<String> kinds = momentum == 0 ? List.of() : List.of("momentum_buffer");
      return new RememberingOptimizer(groups, kinds, new Sgd(this)::update);
    }
  }
}
