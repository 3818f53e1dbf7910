// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.mask;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.nn.attention.AttentionMask;
import org.bytedeco.pytorch.Tensor;

/** Causal attention among what has the same flag: texts see texts, padding sees padding. */
public final class PaddingAttentionMaskBuilder extends Block {

  private PaddingAttentionMaskBuilder() {}

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
   * @param flags {@code [B, N]} bool
   * @return {@code [B, N, N]}
   */
  public AttentionMask forward(Tensor flags) {
    return Groups.causalWithin(flags);
  }

  /** Parameters of {@link PaddingAttentionMaskBuilder}. */
  public static final class Builder {

    private Builder() {}

    /** Makes the builder of masks. */
    public PaddingAttentionMaskBuilder build() {
      return new PaddingAttentionMaskBuilder();
    }
  }
}
