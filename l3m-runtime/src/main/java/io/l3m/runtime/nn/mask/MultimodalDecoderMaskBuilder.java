// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.mask;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.nn.attention.Causal;
import io.l3m.runtime.tensor.Device;
import org.bytedeco.pytorch.Tensor;

/** Patches with a prefix and causal text behind them, or all of it causal. */
public final class MultimodalDecoderMaskBuilder extends Block {

  private final long patches;
  private final long textTokens;
  private final boolean forceCausal;

  private MultimodalDecoderMaskBuilder(Builder b) {
    this.patches = Checks.positive("numPatches", b.numPatches);
    this.textTokens = Checks.positive("numTextTokens", b.numTextTokens);
    this.forceCausal = b.forceCausalMask;
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds a mask.
   *
   * @param outside {@code [B, numPatches]} bool, true for what is not in the prefix
   * @return {@code [B, S, S]}, S being patches and text together
   */
  public AttentionMask forward(Tensor outside) {
    if (forceCausal) {
      Tensor causal = Causal.allowed(patches + textTokens, Device.of(outside));
      return AttentionMask.of(causal.expand(outside.size(0), -1, -1));
    }
    return AttentionMask.of(Prefixes.causalBehind(Prefixes.padded(outside, textTokens)));
  }

  /** Parameters of {@link MultimodalDecoderMaskBuilder}. */
  public static final class Builder {

    private long numPatches;
    private long numTextTokens;
    private boolean forceCausalMask;

    private Builder() {}

    /** The number of patches. */
    @CanIgnoreReturnValue
    public Builder numPatches(long numPatches) {
      this.numPatches = numPatches;
      return this;
    }

    /** The number of tokens of text. */
    @CanIgnoreReturnValue
    public Builder numTextTokens(long numTextTokens) {
      this.numTextTokens = numTextTokens;
      return this;
    }

    /** Whether the prefix is left out; false unless set. */
    @CanIgnoreReturnValue
    public Builder forceCausalMask(boolean forceCausalMask) {
      this.forceCausalMask = forceCausalMask;
      return this;
    }

    /** Makes the builder of masks. */
    public MultimodalDecoderMaskBuilder build() {
      return new MultimodalDecoderMaskBuilder(this);
    }
  }
}
