// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.mask;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A token sees as many of the first tokens as the prefix has, itself and those before it. */
public final class FlexAttnPrefixAttentionMaskBuilder extends Block {

  private FlexAttnPrefixAttentionMaskBuilder() {}

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
   * @param outside {@code [B, N]} bool, true for what is not in the prefix
   * @return {@code [B, N, N]}
   */
  public AttentionMask forward(Tensor outside) {
    Tensor lengths = outside.logical_not().sum(-1L).unsqueeze(1);
    Tensor places =
        torch
            .arange(Scalars.of(outside.size(1)), Device.of(outside).tensorOptions(Dtype.INT64))
            .unsqueeze(0);
    return AttentionMask.of(Prefixes.causalBehind(places.ge(lengths)));
  }

  /** Parameters of {@link FlexAttnPrefixAttentionMaskBuilder}. */
  public static final class Builder {

    private Builder() {}

    /** Makes the builder of masks. */
    public FlexAttnPrefixAttentionMaskBuilder build() {
      return new FlexAttnPrefixAttentionMaskBuilder();
    }
  }
}
