// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;

/**
 * Adam (Kingma and Ba 2014, https://arxiv.org/abs/1412.6980) with the weights' decay as a part of
 * the gradient: g ← g + λ · p, then p ← p - lr · m̂ / (√v̂ + eps), computed by libtorch's fused
 * kernel, one call per group and step.
 */
public final class Adam {

  private Adam() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link Adam}. */
  public static final class Builder implements OptimizerFactory {

    private final AdamSettings settings = new AdamSettings("_fused_adam_");

    private Builder() {}

    /** Without effect: the schedule gives the learning rate of each step. */
    @CanIgnoreReturnValue
    public Builder lr(double lr) {
      return this;
    }

    /** How slowly the averages of gradient and square follow; 0.9 and 0.999 unless set. */
    @CanIgnoreReturnValue
    public Builder betas(double... betas) {
      settings.betas(betas);
      return this;
    }

    /** Added to the root of the mean square; 1e-8 unless set. */
    @CanIgnoreReturnValue
    public Builder eps(double eps) {
      settings.eps(eps);
      return this;
    }

    /** Without effect: each group has its own. */
    @CanIgnoreReturnValue
    public Builder weightDecay(double weightDecay) {
      return this;
    }

    /** Whether the largest mean square so far counts; false unless set. */
    @CanIgnoreReturnValue
    public Builder amsgrad(boolean amsgrad) {
      settings.amsgrad(amsgrad);
      return this;
    }

    /** Whether it climbs rather than descends; false unless set. */
    @CanIgnoreReturnValue
    public Builder maximize(boolean maximize) {
      settings.maximize(maximize);
      return this;
    }

    /** Without effect: the fused kernel is always used. */
    @CanIgnoreReturnValue
    public Builder fused(boolean fused) {
      return this;
    }

    /** Without effect, as {@code fused}. */
    @CanIgnoreReturnValue
    public Builder foreach(boolean foreach) {
      return this;
    }

    @Override
    public Optimizer create(List<ParameterGroup> groups) {
      return settings.create(groups, decay -> decay);
    }
  }
}
