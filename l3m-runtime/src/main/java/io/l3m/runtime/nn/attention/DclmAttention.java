// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.norm.NormFactory;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/**
 * Attention whose norms of queries and keys run over the full width before it is split into heads
 * (Li et al. 2024, https://arxiv.org/abs/2406.11794).
 */
public final class DclmAttention extends SelfAttention {

  private final FusedProjection projections;
  private final HeadTransform transform;
  private final long headDim;
  private final Sdpa.Settings causal;
  private final Sdpa.Settings masked = new Sdpa.Settings(0.0, false, Sdpa.DEFAULT_SCALE, false);

  private DclmAttention(Builder b, boolean useBias) {
    FusedProjection.Widths widths = new FusedProjection.Widths(b.dim, b.numHeads);
    this.headDim = widths.headDim();
    this.projections = new FusedProjection(this, widths, b.qkvBias, useBias, b.projDrop);
    this.transform = HeadTransform.of(this, b.dim, b.qkNorm, b.ropePosEmbed);
    this.causal = new Sdpa.Settings(0.0, b.isCausal, Sdpa.DEFAULT_SCALE, false);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x, AttentionMask mask, Positions positions) {
    TensorVector thirds = projections.thirds(x);
    Tensor q = split(transform.normaliseQuery(thirds.get(0)));
    Tensor k = split(transform.normaliseKey(thirds.get(1)));
    HeadTransform.Pair pair = transform.rotate(q, k, positions);
    Sdpa.Settings settings = mask.isNone() ? causal : masked;
    return projections.join(
        Sdpa.attend(pair.query(), pair.key(), split(thirds.get(2)), mask, settings));
  }

  private Tensor split(Tensor x) {
    return x.unflatten(-1, -1, headDim);
  }

  /** Parameters of {@link DclmAttention}. */
  public static final class Builder implements AttentionFactory {

    private long dim;
    private long numHeads;
    private boolean qkvBias;
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

    /** Whether, without a mask, a token sees only itself and those before. */
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

    /** Normalises queries and keys over the full width. */
    @CanIgnoreReturnValue
    public Builder qkNorm(NormFactory qkNorm) {
      this.qkNorm = qkNorm;
      return this;
    }

    /** Makes the layer. */
    public DclmAttention build() {
      return create(useBias);
    }

    @Override
    public DclmAttention create(boolean useBias) {
      return new DclmAttention(this, useBias);
    }
  }
}
