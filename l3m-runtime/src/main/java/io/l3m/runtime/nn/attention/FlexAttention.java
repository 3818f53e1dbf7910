// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import org.bytedeco.pytorch.Tensor;

/** Attention under a structured mask, which must be given and is dense here. */
public final class FlexAttention extends SelfAttention {

  private final FlexLayers layers;

  private FlexAttention(Builder b, boolean useBias) {
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
    return layers.forward(x, RequiredMask.check(this, mask), positions);
  }

  /** Parameters of {@link FlexAttention}. */
  public static final class Builder extends RotaryBuilder<Builder> implements AttentionFactory {

    private Builder() {
      super(0);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Makes the layer. */
    public FlexAttention build() {
      return create(useBias());
    }

    @Override
    public FlexAttention create(boolean useBias) {
      return new FlexAttention(this, useBias);
    }
  }
}
