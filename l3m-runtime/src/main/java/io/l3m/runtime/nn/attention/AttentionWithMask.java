// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;

/** The attention of {@link EfficientAttention} under a mask, which must be given. */
public final class AttentionWithMask extends SelfAttention {

  private final FusedProjection projections;
  private final HeadTransform heads;
  private final Sdpa.Settings settings;

  private AttentionWithMask(Builder b, boolean useBias) {
    this.projections = b.fused(this, useBias);
    this.heads = b.heads(this, b.widths().headDim());
    this.settings = new Sdpa.Settings(0.0, false, b.widths().scale(b.qkScale()), false);
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
    RequiredMask.check(this, mask);
    FusedProjection.Heads parts = projections.split(x);
    HeadTransform.Pair pair = heads.apply(parts.query(), parts.key(), Positions.sequential());
    return projections.join(Sdpa.attend(pair.query(), pair.key(), parts.value(), mask, settings));
  }

  /** Parameters of {@link AttentionWithMask}. */
  public static final class Builder extends RotaryBuilder<Builder> implements AttentionFactory {

    private Builder() {
      super(0);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Accepted and without effect: the mask decides. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
      return this;
    }

    /** Makes the layer. */
    public AttentionWithMask build() {
      return create(useBias());
    }

    @Override
    public AttentionWithMask create(boolean useBias) {
      return new AttentionWithMask(this, useBias);
    }
  }
}
