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

/**
 * Multi-head attention with separate projections, optionally fewer key and value heads than query
 * heads, normalised queries and keys, and rotary positions.
 */
public final class GenericAttention extends SelfAttention {

  private final long headDim;
  private final DenseLayer query; // [H · d, dim]
  private final DenseLayer key; // [K · d, dim]
  private final DenseLayer value; // [K · d, dim]
  private final DenseLayer projection; // [dim, H · d]
  private final HeadTransform heads;
  private final Dropout dropout;
  private final Sdpa.Settings settings;

  private GenericAttention(Builder b, boolean useBias) {
    long dim = Checks.positive("dim", b.dim());
    long numHeads = Checks.positive("numHeads", b.numHeads());
    long keyValueHeads = b.numKvHeads > 0 ? b.numKvHeads : numHeads;
    Checks.that(
        numHeads % keyValueHeads == 0,
        "`numHeads` (%d) must be a multiple of `numKvHeads` (%d)"
            .formatted(numHeads, keyValueHeads));
    this.headDim = b.headDim > 0 ? b.headDim : dim / numHeads;
    Checks.positive("headDim", headDim);
    this.query = child("q_proj", Linear.of(dim, numHeads * headDim, b.qkvBias()));
    this.key = child("k_proj", Linear.of(dim, keyValueHeads * headDim, b.qkvBias()));
    this.value = child("v_proj", Linear.of(dim, keyValueHeads * headDim, b.qkvBias()));
    this.projection = child("proj", Linear.of(numHeads * headDim, dim, useBias));
    this.dropout = Dropout.of(Checks.probability("projDrop", b.projDrop()));
    child("proj_drop", dropout);
    this.heads = HeadTransform.of(this, headDim, b.qkNorm, b.rope);
    this.settings =
        new Sdpa.Settings(
            Checks.probability("attnDrop", b.attnDrop()),
            b.isCausal,
            Sdpa.DEFAULT_SCALE,
            keyValueHeads != numHeads);
  }

  @Override
  protected boolean isSampleWise() {
    return settings.dropout() == 0;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x, AttentionMask mask, Positions positions) {
    if (settings.causal() && !mask.isNone()) {
      throw new IllegalArgumentException(
          "Causal attention takes no mask; leave out `isCausal` or the mask");
    }
    Tensor q = split(query.forward(x));
    Tensor k = split(key.forward(x));
    Tensor v = split(value.forward(x));
    HeadTransform.Pair pair = heads.apply(q, k, positions);
    Tensor mixed = Sdpa.attend(pair.query(), pair.key(), v, mask, settings);
    return dropout.forward(projection.forward(mixed));
  }

  private Tensor split(Tensor x) {
    return x.view(x.size(0), x.size(1), -1, headDim);
  }

  /** Parameters of {@link GenericAttention}. */
  public static final class Builder extends AttentionBuilder<Builder> implements AttentionFactory {

    private long headDim;
    private boolean isCausal;
    private long numKvHeads;
    private @Nullable Rope rope;
    private @Nullable NormFactory qkNorm;

    private Builder() {
      super(8);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Width of a head; {@code dim / numHeads} unless set. */
    @CanIgnoreReturnValue
    public Builder headDim(long headDim) {
      this.headDim = headDim;
      return this;
    }

    /** Whether a token sees only itself and those before; false unless set. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
      this.isCausal = isCausal;
      return this;
    }

    /** Number of key and value heads; as many as query heads unless set. */
    @CanIgnoreReturnValue
    public Builder numKvHeads(long numKvHeads) {
      this.numKvHeads = numKvHeads;
      return this;
    }

    /** Rotary positions, shared by all layers made here. */
    @CanIgnoreReturnValue
    public Builder rope(Rope rope) {
      this.rope = rope;
      return this;
    }

    /** Normalises queries and keys within each head. */
    @CanIgnoreReturnValue
    public Builder qkNorm(NormFactory qkNorm) {
      this.qkNorm = qkNorm;
      return this;
    }

    /** Without effect: all masks are dense here. */
    @CanIgnoreReturnValue
    public Builder useFlexAttention(boolean useFlexAttention) {
      return this;
    }

    /** Makes the layer. */
    public GenericAttention build() {
      return create(useBias());
    }

    @Override
    public GenericAttention create(boolean useBias) {
      return new GenericAttention(this, useBias);
    }
  }
}
