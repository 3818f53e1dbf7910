// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.mask;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A token sees the prefix, itself and those before it; registers at the end see everything and are
 * part of no prefix.
 */
public final class PrefixAttentionMaskBuilder extends Block {

  private final long tokens;
  private final long registers;

  private PrefixAttentionMaskBuilder(Builder b) {
    this.tokens = Checks.positive("seqLen", b.seqLen) + (b.clsToken ? 1 : 0);
    this.registers = Checks.notNegative("numRegisters", b.numRegisters);
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
   * @param outside {@code [B, seqLen + cls]} bool, true for what is not in the prefix
   * @return {@code [B, S, S]} with the registers counted in S
   */
  public AttentionMask forward(Tensor outside) {
    if (outside.size(1) != tokens) {
      throw new IllegalArgumentException(
          "The prefix has %d flags instead of %d".formatted(outside.size(1), tokens));
    }
    Tensor allowed = Prefixes.causalBehind(Prefixes.padded(outside, registers));
    if (registers > 0) {
      Tensor all = torch.ones_like(allowed.narrow(1, 0, registers));
      allowed = Tensors.concatenate(1, List.of(allowed.narrow(1, 0, tokens), all));
    }
    return AttentionMask.of(allowed);
  }

  /** Parameters of {@link PrefixAttentionMaskBuilder}. */
  public static final class Builder {

    private long seqLen;
    private boolean clsToken;
    private long numRegisters;

    private Builder() {}

    /** The number of tokens but for class token and registers. */
    @CanIgnoreReturnValue
    public Builder seqLen(long seqLen) {
      this.seqLen = seqLen;
      return this;
    }

    /** Whether the prefix has a flag for a class token as well; false unless set. */
    @CanIgnoreReturnValue
    public Builder clsToken(boolean clsToken) {
      this.clsToken = clsToken;
      return this;
    }

    /** The number of registers at the end; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder numRegisters(long numRegisters) {
      this.numRegisters = numRegisters;
      return this;
    }

    /** Makes the builder of masks. */
    public PrefixAttentionMaskBuilder build() {
      return new PrefixAttentionMaskBuilder(this);
    }
  }
}
