// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

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
    this.headDim = b.widths().headDim();
    this.projections = b.fused(this, useBias);
    this.transform = b.heads(this, b.dim());
    this.causal = new Sdpa.Settings(0.0, b.isCausal, Sdpa.DEFAULT_SCALE, false);
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
  public static final class Builder extends RotaryBuilder<Builder> implements AttentionFactory {

    private boolean isCausal;

    private Builder() {
      super(0);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Whether, without a mask, a token sees only itself and those before. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
      this.isCausal = isCausal;
      return this;
    }

    /** Makes the layer. */
    public DclmAttention build() {
      return create(useBias());
    }

    @Override
    public DclmAttention create(boolean useBias) {
      return new DclmAttention(this, useBias);
    }
  }
}
