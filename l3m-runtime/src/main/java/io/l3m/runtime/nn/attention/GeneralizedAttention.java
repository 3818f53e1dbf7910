// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Dropout;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.norm.NormFactory;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Cross-attention: queries of one sequence, keys and values of another. */
public final class GeneralizedAttention extends CrossAttention {

  private final long headDim;
  private final DenseLayer query; // [dim, dim]
  private final DenseLayer key; // [dim, encoder]
  private final DenseLayer value; // [dim, encoder]
  private final DenseLayer projection; // [dim, dim]
  private final HeadTransform heads;
  private final Dropout dropout;
  private final Sdpa.Settings settings;

  private GeneralizedAttention(Builder b, boolean useBias) {
    FusedProjection.Widths widths = b.widths();
    long encoder = Checks.positive("encoderDim", b.encoderDim);
    this.headDim = widths.headDim();
    this.query = child("Wq", Linear.of(b.dim(), b.dim(), b.qkvBias()));
    this.key = child("Wk", Linear.of(encoder, b.dim(), b.qkvBias()));
    this.value = child("Wv", Linear.of(encoder, b.dim(), b.qkvBias()));
    this.projection = child("proj", Linear.of(b.dim(), b.dim(), useBias));
    this.dropout = child("proj_drop", Dropout.of(Checks.probability("projDrop", b.projDrop())));
    this.heads = HeadTransform.of(this, headDim, b.qkNorm, b.relativePosEmbed);
    this.settings = new Sdpa.Settings(0.0, b.isCausal, Sdpa.DEFAULT_SCALE, false);
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
  public Tensor forward(Tensor queries, Tensor keys, Tensor values) {
    HeadTransform.Pair pair =
        heads.apply(
            split(query.forward(queries)), split(key.forward(keys)), Positions.sequential());
    Tensor mixed =
        Sdpa.attend(
            pair.query(), pair.key(), split(value.forward(values)), AttentionMask.none(), settings);
    return dropout.forward(projection.forward(mixed));
  }

  private Tensor split(Tensor x) {
    return x.view(x.size(0), x.size(1), -1, headDim);
  }

  /** Parameters of {@link GeneralizedAttention}. */
  public static final class Builder extends AttentionBuilder<Builder>
      implements CrossAttentionFactory {

    private long encoderDim;
    private boolean isCausal;
    private @Nullable Rope relativePosEmbed;
    private @Nullable NormFactory qkNorm;

    private Builder() {
      super(8);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Width of keys and values. */
    @CanIgnoreReturnValue
    public Builder encoderDim(long encoderDim) {
      this.encoderDim = encoderDim;
      return this;
    }

    /** Whether query i sees keys 0 to i only; false unless set. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
      this.isCausal = isCausal;
      return this;
    }

    /** Rotary positions; both sequences must then be equally long. */
    @CanIgnoreReturnValue
    public Builder relativePosEmbed(Rope relativePosEmbed) {
      this.relativePosEmbed = relativePosEmbed;
      return this;
    }

    /** Normalises queries and keys within each head. */
    @CanIgnoreReturnValue
    public Builder qkNorm(NormFactory qkNorm) {
      this.qkNorm = qkNorm;
      return this;
    }

    /** Makes the layer. */
    public GeneralizedAttention build() {
      return createCross(useBias());
    }

    @Override
    public GeneralizedAttention createCross(boolean useBias) {
      return new GeneralizedAttention(this, useBias);
    }
  }
}
