// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;

/**
 * Multi-head attention with one joint projection for queries, keys and values. It takes no mask,
 * and its rotary positions always count from 0, as in the original.
 */
public final class EfficientAttention extends SelfAttention {

  private final FusedProjection projections;
  private final HeadTransform heads;
  private final Sdpa.Settings settings;

  private EfficientAttention(Builder b, boolean useBias) {
    this.projections = b.fused(this, useBias);
    this.heads = b.heads(this, b.widths().headDim());
    this.settings = new Sdpa.Settings(0.0, b.isCausal, b.widths().scale(b.qkScale()), false);
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
    HeadTransform.Pair pair = heads.apply(parts.query(), parts.key(), Positions.sequential());
    Tensor mixed =
        Sdpa.attend(pair.query(), pair.key(), parts.value(), AttentionMask.none(), settings);
    return projections.join(mixed);
  }

  /** Parameters of {@link EfficientAttention}. */
  public static final class Builder extends RotaryBuilder<Builder> implements AttentionFactory {

    private boolean isCausal;

    private Builder() {
      super(0);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Whether a token sees only itself and those before; false unless set. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
      this.isCausal = isCausal;
      return this;
    }

    /** Makes the layer. */
    public EfficientAttention build() {
      return create(useBias());
    }

    @Override
    public EfficientAttention create(boolean useBias) {
      return new EfficientAttention(this, useBias);
    }
  }
}
