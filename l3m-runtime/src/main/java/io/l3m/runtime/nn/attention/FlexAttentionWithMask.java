// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import org.bytedeco.pytorch.Tensor;

/** {@link FlexAttention} whose rotary positions always count from 0. */
public final class FlexAttentionWithMask extends SelfAttention {

  private final FlexLayers layers;

  private FlexAttentionWithMask(Builder b, boolean useBias) {
    this.layers = new FlexLayers(b.fused(this, useBias), b.heads(this, b.widths().headDim()));
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
    return layers.forward(x, RequiredMask.check(this, mask), Positions.sequential());
  }

  /** Parameters of {@link FlexAttentionWithMask}. */
  public static final class Builder extends RotaryBuilder<Builder> implements AttentionFactory {

    private Builder() {
      super(0);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Makes the layer. */
    public FlexAttentionWithMask build() {
      return create(useBias());
    }

    @Override
    public FlexAttentionWithMask create(boolean useBias) {
      return new FlexAttentionWithMask(this, useBias);
    }
  }
}
