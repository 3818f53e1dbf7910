// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.LoraLinear;
import io.l3m.runtime.nn.norm.NormFactory;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@link EfficientAttention} with frozen weights and low-rank changes of them: of the queries',
 * keys' and values' as chosen, and of the projection of the result if all three are chosen.
 */
public final class LoraAttention extends SelfAttention {

  private final FusedProjection projections;
  private final HeadTransform heads;
  private final Sdpa.Settings settings;

  private LoraAttention(Builder b, boolean useBias) {
    FusedProjection.Widths widths = new FusedProjection.Widths(b.dim, b.numHeads);
    Checks.that(b.qkvFlags.length == 3, "`qkvFlags` takes three values");
    List<Boolean> flags = List.of(b.qkvFlags[0], b.qkvFlags[1], b.qkvFlags[2]);
    Checks.that(flags.contains(true), "At least one of `qkvFlags` must be true");
    long rank = Checks.positive("loraRank", b.loraRank);
    DenseLayer joint = LoraLinear.of(b.dim, 3 * b.dim, b.qkvBias, rank, flags);
    DenseLayer output =
        flags.contains(false)
            ? Linear.of(b.dim, b.dim, useBias)
            : LoraLinear.of(b.dim, b.dim, useBias, rank, List.of(true));
    this.projections = new FusedProjection(this, widths, joint, output, b.projDrop);
    this.heads = HeadTransform.of(this, widths.headDim(), b.qkNorm, b.ropePosEmbed);
    this.settings = new Sdpa.Settings(0.0, b.isCausal, widths.scale(b.qkScale), false);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x, AttentionMask mask, Positions positions) {
    FusedProjection.Heads parts = projections.split(x);
    HeadTransform.Pair pair = heads.apply(parts.query(), parts.key(), Positions.sequential());
    AttentionMask none = AttentionMask.none();
    return projections.join(Sdpa.attend(pair.query(), pair.key(), parts.value(), none, settings));
  }

  /** Parameters of {@link LoraAttention}. */
  public static final class Builder implements AttentionFactory {

    private long loraRank = 8;
    private boolean[] qkvFlags = {true, true, true};
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

    /** Rank of the changes; 8 unless set. */
    @CanIgnoreReturnValue
    public Builder loraRank(long loraRank) {
      this.loraRank = loraRank;
      return this;
    }

    /** Which of queries, keys and values are changed; all unless set. */
    @CanIgnoreReturnValue
    public Builder qkvFlags(boolean... qkvFlags) {
      this.qkvFlags = qkvFlags.clone();
      return this;
    }

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

    /** Whether the joint projection has a bias. */
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

    /** Whether the projection of the result has a bias. */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
      return this;
    }

    /** Whether a token sees only itself and those before it; false unless set. */
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
    public LoraAttention build() {
      return create(useBias);
    }

    @Override
    public LoraAttention create(boolean useBias) {
      return new LoraAttention(this, useBias);
    }
  }
}
