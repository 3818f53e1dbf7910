// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.LoraLinear;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * {@link EfficientAttention} with frozen weights and low-rank changes of them: of the queries',
 * keys' and values' as chosen, and of the projection of the result if all three are chosen.
 */
public final class LoraAttention extends SelfAttention {

  private final FusedProjection projections;
  private final HeadTransform heads;
  private final Sdpa.Settings settings;

  private LoraAttention(Builder b, boolean useBias) {
    long dim = b.dim();
    Checks.that(b.qkvFlags.length == 3, "`qkvFlags` takes three values");
    List<Boolean> flags = List.of(b.qkvFlags[0], b.qkvFlags[1], b.qkvFlags[2]);
    Checks.that(flags.contains(true), "At least one of `qkvFlags` must be true");
    long rank = Checks.positive("loraRank", b.loraRank);
    DenseLayer joint = LoraLinear.of(dim, 3 * dim, b.qkvBias(), rank, flags);
    DenseLayer output =
        flags.contains(false)
            ? Linear.of(dim, dim, useBias)
            : LoraLinear.of(dim, dim, useBias, rank, List.of(true));
    this.projections = new FusedProjection(this, b.widths(), joint, output, b.projDrop());
    this.heads = b.heads(this, b.widths().headDim());
    this.settings = new Sdpa.Settings(0.0, b.isCausal, b.widths().scale(b.qkScale()), false);
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
    AttentionMask none = AttentionMask.none();
    return projections.join(Sdpa.attend(pair.query(), pair.key(), parts.value(), none, settings));
  }

  /** Parameters of {@link LoraAttention}. */
  public static final class Builder extends RotaryBuilder<Builder> implements AttentionFactory {

    private long loraRank = 8;
    private boolean[] qkvFlags = {true, true, true};
    private boolean isCausal;

    private Builder() {
      super(0);
    }

    @Override
    Builder self() {
      return this;
    }

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

    /** Whether a token sees only itself and those before it; false unless set. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
      this.isCausal = isCausal;
      return this;
    }

    /** Makes the layer. */
    public LoraAttention build() {
      return create(useBias());
    }

    @Override
    public LoraAttention create(boolean useBias) {
      return new LoraAttention(this, useBias);
    }
  }
}
