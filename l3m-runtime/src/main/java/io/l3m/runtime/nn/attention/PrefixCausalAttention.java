// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Buffer;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * Attention in which a token sees the prefix, itself and those before it. It takes the prefix as a
 * mask of {@code [B, N]}, true for what is not in it.
 */
public final class PrefixCausalAttention extends SelfAttention {

  private final FusedProjection projections;
  private final Buffer causal; // [1, P, P] bool
  private final Sdpa.Settings settings = new Sdpa.Settings(0.0, false, Sdpa.DEFAULT_SCALE, false);

  private PrefixCausalAttention(Builder b, boolean useBias) {
    this.projections = b.fused(this, useBias);
    long count = Checks.positive("numPatches", b.numPatches);
    this.causal = transientBuffer("attn_mask", Dtype.BOOL, 1, count, count);
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
    Tensor outside = RequiredMask.check(this, mask).tensor().orElseThrow();
    if (outside.dim() != 2 || x.size(1) != causal.shape()[1]) {
      throw new IllegalArgumentException(
          "PrefixCausalAttention takes a mask of [batch, tokens] and %d tokens, not %s and %d"
              .formatted(causal.shape()[1], Arrays.toString(outside.shape()), x.size(1)));
    }
    AttentionMask allowed =
        mask.widened(rest -> causal.tensor().logical_or(rest.logical_not().unsqueeze(1)));
    FusedProjection.Heads parts = projections.split(x);
    return projections.join(
        Sdpa.attend(parts.query(), parts.key(), parts.value(), allowed, settings));
  }

  @Override
  protected void initialise() {
    Init.copy(causal, Causal.allowed(causal.shape()[1], Device.of(causal.tensor())));
  }

  /** Parameters of {@link PrefixCausalAttention}. */
  public static final class Builder extends AttentionBuilder<Builder> implements AttentionFactory {

    private long numPatches = 256;

    private Builder() {
      super(8);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Accepted and without effect: what is not in the prefix always is. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
      return this;
    }

    /** The number of tokens, exactly; 256 unless set. */
    @CanIgnoreReturnValue
    public Builder numPatches(long numPatches) {
      this.numPatches = numPatches;
      return this;
    }

    /** Makes the layer. */
    public PrefixCausalAttention build() {
      return create(useBias());
    }

    @Override
    public PrefixCausalAttention create(boolean useBias) {
      return new PrefixCausalAttention(this, useBias);
    }
  }
}
