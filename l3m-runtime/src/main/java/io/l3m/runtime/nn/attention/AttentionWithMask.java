// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.norm.NormFactory;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The attention of {@link EfficientAttention} under a mask, which must be given. */
public final class AttentionWithMask extends SelfAttention {

  private final FusedProjection projections;
  private final HeadTransform heads;
  private final Sdpa.Settings settings;

  private AttentionWithMask(Builder b, boolean useBias) {
    FusedProjection.Widths widths = new FusedProjection.Widths(b.dim, b.numHeads);
    this.projections = new FusedProjection(this, widths, b.qkvBias, useBias, b.projDrop);
    this.heads = HeadTransform.of(this, widths.headDim(), b.qkNorm, b.ropePosEmbed);
    this.settings = new Sdpa.Settings(0.0, false, widths.scale(b.qkScale), false);
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
  public static final class Builder implements AttentionFactory {

    private long dim;
    private long numHeads;
    private boolean qkvBias;
    private double qkScale;
    private double projDrop;
    private boolean useBias = true;
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

    /** Accepted and without effect: the mask decides. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
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
    public AttentionWithMask build() {
      return create(useBias);
    }

    @Override
    public AttentionWithMask create(boolean useBias) {
      return new AttentionWithMask(this, useBias);
    }
  }
}
