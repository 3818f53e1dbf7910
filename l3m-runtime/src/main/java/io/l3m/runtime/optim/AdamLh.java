// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.List;

/**
 * Adam with a weight decay that follows the schedule but not the size of the learning rate: p ← p ·
 * (1 - λ · lr / lr₀) - lr · m̂ / (√v̂ + eps), where lr₀ is the rate that it was made with. That is
 * {@link AdamW} with a decay of λ / lr₀, and so it is computed.
 */
public final class AdamLh {

  private AdamLh() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link AdamLh}. */
  public static final class Builder extends AdamBuilder<Builder> {

    private double lr = 1e-3;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** The learning rate at which a step takes the whole share λ of a weight; 1e-3 unless set. */
    @CanIgnoreReturnValue
    @Override
    public Builder lr(double lr) {
      this.lr = lr;
      return this;
    }

    @Override
    public Optimizer create(List<ParameterGroup> groups) {
      Checks.that(lr > 0, "`lr` is what the decay is measured by; it must be above 0, not " + lr);
      double full = lr;
      return new FusedAdam("_fused_adamw_", settings(), false, decay -> decay / full)
          .optimizer(groups);
    }
  }
}
