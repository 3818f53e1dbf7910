// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.mask;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.nn.attention.Causal;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.Tensor;

/** Causal or full attention, sample by sample. */
public final class MaybeCausalAttentionMaskBuilder extends Block {

  private final long size;

  private MaybeCausalAttentionMaskBuilder(Builder b) {
    this.size = Checks.positive("seqLen", b.seqLen) + (b.clsToken ? 1 : 0);
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
   * @param selector {@code [B]} numbers: 1 causal, 0 full
   * @return {@code [B, S, S]}
   */
  public AttentionMask forward(Tensor selector) {
    Tensor full = selector.ne(Scalars.of(1L)).view(-1, 1, 1);
    return AttentionMask.of(Causal.allowed(size, Device.of(selector)).logical_or(full));
  }

  /** Parameters of {@link MaybeCausalAttentionMaskBuilder}. */
  public static final class Builder {

    private long seqLen;
    private boolean clsToken = true;

    private Builder() {}

    /** The number of tokens but for the class token. */
    @CanIgnoreReturnValue
    public Builder seqLen(long seqLen) {
      this.seqLen = seqLen;
      return this;
    }

    /** Whether there is a class token as well; true unless set. */
    @CanIgnoreReturnValue
    public Builder clsToken(boolean clsToken) {
      this.clsToken = clsToken;
      return this;
    }

    /** Makes the builder of masks. */
    public MaybeCausalAttentionMaskBuilder build() {
      return new MaybeCausalAttentionMaskBuilder(this);
    }
  }
}
