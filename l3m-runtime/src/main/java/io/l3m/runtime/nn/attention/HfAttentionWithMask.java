// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;

/** {@link HfAttention} under a mask, which must be given. */
public final class HfAttentionWithMask extends SelfAttention {

  private final HfLayers layers;
  private final Sdpa.Settings settings;

  private HfAttentionWithMask(Builder b, boolean useBias) {
    this.layers = b.layers(this, useBias);
    this.settings = new Sdpa.Settings(0.0, false, Sdpa.DEFAULT_SCALE, layers.grouped());
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
    FusedProjection.Heads parts = layers.split(x, positions);
    return layers.join(Sdpa.attend(parts.query(), parts.key(), parts.value(), mask, settings));
  }

  /** Parameters of {@link HfAttentionWithMask}. */
  public static final class Builder extends HfBuilder<Builder> implements AttentionFactory {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Accepted and without effect: the mask decides. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
      return this;
    }

    /** Accepted and without effect: the fused kernel is always used. */
    @CanIgnoreReturnValue
    public Builder sdpa(boolean sdpa) {
      return this;
    }

    /** Accepted and without effect: the mask says how many tokens there are. */
    @CanIgnoreReturnValue
    public Builder numPatches(long numPatches) {
      return this;
    }

    /** Makes the layer. */
    public HfAttentionWithMask build() {
      return create(useBias());
    }

    @Override
    public HfAttentionWithMask create(boolean useBias) {
      return new HfAttentionWithMask(this, useBias);
    }
  }
}
