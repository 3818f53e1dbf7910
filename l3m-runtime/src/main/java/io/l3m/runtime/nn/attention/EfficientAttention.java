// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.norm.NormFactory;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head attention with one joint projection for queries, keys and values. It takes no mask,
 * and its rotary positions always count from 0, as in the original.
 */
public final class EfficientAttention extends SelfAttention {

  private final FusedProjection projections;
  private final HeadTransform heads;
  private final Sdpa.Settings settings;

  private EfficientAttention(Builder b, boolean useBias) {
    FusedProjection.Widths widths = new FusedProjection.Widths(b.dim, b.numHeads);
    this.projections = new FusedProjection(this, widths, b.qkvBias, useBias, b.projDrop);
    this.heads = HeadTransform.of(this, widths.headDim(), b.qkNorm, b.ropePosEmbed);
    this.settings = new Sdpa.Settings(0.0, b.isCausal, widths.scale(b.qkScale), false);
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
  public static final class Builder implements AttentionFactory {

    private long dim;
    private long numHeads;
    private boolean qkvBias;
    private double qkScale;
    private double projDrop;
    private boolean useBias = true;
    private boolean isCausal;
    private @Nullable Rope ropePosEmbed;
    private @Nullable NormFactory qkNorm;

    private Builder() {}

    /** Width of the tokens. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = dim;
      return this;
    }

    /** Number of heads, a divisor of {@code dim}. */
    @CanIgnoreReturnValue
    public Builder numHeads(long numHeads) {
      this.numHeads = numHeads;
      return this;
    }

    /** Whether the joint projection has a bias; false unless set. */
    @CanIgnoreReturnValue
    public Builder qkvBias(boolean qkvBias) {
      this.qkvBias = qkvBias;
      return this;
    }

    /** Factor of the logits; 1/√(dim / numHeads) unless set. */
    @CanIgnoreReturnValue
    public Builder qkScale(double qkScale) {
      this.qkScale = qkScale;
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

    /** Whether a token sees only itself and those before; false unless set. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
      this.isCausal = isCausal;
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

    /** Makes the layer. */
    public EfficientAttention build() {
      return create(useBias);
    }

    @Override
    public EfficientAttention create(boolean useBias) {
      return new EfficientAttention(this, useBias);
    }
  }
}
