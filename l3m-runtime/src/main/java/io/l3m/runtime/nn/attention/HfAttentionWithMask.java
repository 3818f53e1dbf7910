// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.norm.NormFactory;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** {@link HfAttention} under a mask, which must be given. */
public final class HfAttentionWithMask extends SelfAttention {

  private final HfLayers layers;
  private final Sdpa.Settings settings;

  private HfAttentionWithMask(Builder b, boolean useBias) {
    HfLayers.Widths widths = new HfLayers.Widths(b.dim, b.numHeads, b.headDim, b.numKeyValueHeads);
    this.layers =
        new HfLayers(
            this,
            widths,
            new HfLayers.Biases(b.qkvBias, useBias),
            new HeadTransform.Parts(b.qkNorm, b.ropePosEmbed),
            b.projDrop);
    this.settings = new Sdpa.Settings(0.0, false, Sdpa.DEFAULT_SCALE, layers.grouped());
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
  public static final class Builder implements AttentionFactory {

    private long dim;
    private long numHeads = 8;
    private boolean qkvBias;
    private double projDrop;
    private boolean useBias = true;
    private long headDim;
    private long numKeyValueHeads;
    private @Nullable Rope ropePosEmbed;
    private @Nullable NormFactory qkNorm;

    private Builder() {}

    /** Width of the tokens. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = dim;
      return this;
    }

    /** Number of query heads; 8 unless set. */
    @CanIgnoreReturnValue
    public Builder numHeads(long numHeads) {
      this.numHeads = numHeads;
      return this;
    }

    /** Whether queries, keys and values have biases; false unless set. */
    @CanIgnoreReturnValue
    public Builder qkvBias(boolean qkvBias) {
      this.qkvBias = qkvBias;
      return this;
    }

    /** Accepted and without effect, as in the original. */
    @CanIgnoreReturnValue
    public Builder qkScale(double qkScale) {
      return this;
    }

    /** Accepted and without effect, as in the original. */
    @CanIgnoreReturnValue
    public Builder attnDrop(double attnDrop) {
      return this;
    }

    /** Dropout of the result, in training only. */
    @CanIgnoreReturnValue
    public Builder projDrop(double projDrop) {
      this.projDrop = projDrop;
      return this;
    }

    /** Whether the projection of the result has a bias; true unless set. */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
      return this;
    }

    /** Width of a head; {@code dim / numHeads} unless set. */
    @CanIgnoreReturnValue
    public Builder headDim(long headDim) {
      this.headDim = headDim;
      return this;
    }

    /** Accepted and without effect: the mask decides. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
      return this;
    }

    /** Number of key and value heads; as many as query heads unless set. */
    @CanIgnoreReturnValue
    public Builder numKeyValueHeads(long numKeyValueHeads) {
      this.numKeyValueHeads = numKeyValueHeads;
      return this;
    }

    /** Rotary positions, shared by all layers made here. */
    @CanIgnoreReturnValue
    public Builder ropePosEmbed(Rope ropePosEmbed) {
      this.ropePosEmbed = ropePosEmbed;
      return this;
    }

    /** Normalises queries and keys within each head. */
    @CanIgnoreReturnValue
    public Builder qkNorm(NormFactory qkNorm) {
      this.qkNorm = qkNorm;
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
      return create(useBias);
    }

    @Override
    public HfAttentionWithMask create(boolean useBias) {
      return new HfAttentionWithMask(this, useBias);
    }
  }
}
