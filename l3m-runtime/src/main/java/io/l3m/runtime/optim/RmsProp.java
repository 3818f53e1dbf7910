// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.IValue;

/**
 * Divides the gradient by a running root mean square (Hinton 2012) as PyTorch does: v ← α · v + (1
 * - α) · g², then p ← p - lr · g / (√v + eps), where the division is kept in a momentum if there is
 * one and v is centred at the mean gradient if wanted.
 */
public final class RmsProp {

  private final double alpha;
  private final double eps;
  private final double momentum;
  private final boolean centered;
  private final boolean maximize;

  private RmsProp(Builder b) {
    alpha = Checks.notNegative("alpha", b.alpha);
    eps = Checks.notNegative("eps", b.eps);
    momentum = Checks.notNegative("momentum", b.momentum);
    centered = b.centered;
    maximize = b.maximize;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  private void update(Members members, double learningRate) {
    IValue gradient = members.slope(maximize, members.weightDecay());
    IValue square = members.remembered("square_avg");
    Foreach.mulTo(square, alpha);
    Foreach.addProductTo(square, gradient, gradient, 1 - alpha);
    IValue size = centered ? deviation(members, gradient, square) : Foreach.sqrt(square);
    Foreach.addTo(size, eps);
    if (momentum > 0) {
      IValue kept = members.remembered("momentum_buffer");
      Foreach.mulTo(kept, momentum);
      Foreach.addQuotientTo(kept, gradient, size, 1);
      Foreach.addTo(members.parameters(), kept, -learningRate);
    } else {
      Foreach.addQuotientTo(members.parameters(), gradient, size, -learningRate);
    }
  }

  private IValue deviation(Members members, IValue gradient, IValue square) {
    IValue mean = members.remembered("grad_avg");
    Foreach.lerpTo(mean, gradient, 1 - alpha);
    IValue variance = Foreach.addProduct(square, mean, mean, -1);
    Foreach.sqrtTo(variance);
    return variance;
  }

  private List<String> kinds() {
    List<String> kinds = new ArrayList<>(List.of("square_avg"));
    if (momentum > 0) {
      kinds.add("momentum_buffer");
    }
    if (centered) {
      kinds.add("grad_avg");
    }
    return kinds;
  }

  /** Parameters of {@link RmsProp}. */
  public static final class Builder extends OptimizerBuilder<Builder> {

    private double alpha = 0.99;
    private double eps = 1e-8;
    private double momentum;
    private boolean centered;
    private boolean maximize;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** How slowly the mean square follows; 0.99 unless set. */
    @CanIgnoreReturnValue
    public Builder alpha(double alpha) {
      this.alpha = alpha;
      return this;
    }

    /** Added to the root of the mean square; 1e-8 unless set. */
    @CanIgnoreReturnValue
    public Builder eps(double eps) {
      this.eps = eps;
      return this;
    }

    /** The share of the last direction that is kept; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder momentum(double momentum) {
      this.momentum = momentum;
      return this;
    }

    /** Whether the variance counts instead of the mean square; false unless set. */
    @CanIgnoreReturnValue
    public Builder centered(boolean centered) {
      this.centered = centered;
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
      RmsProp rule = new RmsProp(this);
      return new RememberingOptimizer(groups, rule.kinds(), rule::update);
    }
  }
}
