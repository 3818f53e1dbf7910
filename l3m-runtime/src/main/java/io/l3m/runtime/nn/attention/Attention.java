// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * Multi-head attention written out step by step, with one joint projection; it takes no mask and
 * knows no positions.
 */
public final class Attention extends SelfAttention {

  private final FusedProjection projections;
  private final StepwiseAttention steps;

  private Attention(Builder b, boolean useBias) {
    this.projections = b.fused(this, useBias);
    this.steps = new StepwiseAttention(this, b.widths().factor(b.qkScale()), b.attnDrop());
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x, AttentionMask mask, Positions positions) {
    FusedProjection.Heads parts = projections.split(x);
    return projections.join(steps.attend(parts, Optional.empty()));
  }

  /** Parameters of {@link Attention}. */
  public static final class Builder extends AttentionBuilder<Builder> implements AttentionFactory {

    private Builder() {
      super(8);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Makes the layer. */
    public Attention build() {
      return create(useBias());
    }

    @Override
    public Attention create(boolean useBias) {
      return new Attention(this, useBias);
    }
  }
}
