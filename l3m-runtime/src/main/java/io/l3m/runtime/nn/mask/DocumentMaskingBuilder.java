// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.mask;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.nn.attention.AttentionMask;
import org.bytedeco.pytorch.Tensor;

/** Causal attention within each document of a sequence that holds several. */
public final class DocumentMaskingBuilder extends Block {

  private DocumentMaskingBuilder() {}

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
   * @param documents {@code [B, N]} the number of each token's document
   * @return {@code [B, N, N]}
   */
  public AttentionMask forward(Tensor documents) {
    return Groups.causalWithin(documents);
  }

  /** Parameters of {@link DocumentMaskingBuilder}. */
  public static final class Builder {

    private Builder() {}

    /** Makes the builder of masks. */
    public DocumentMaskingBuilder build() {
      return new DocumentMaskingBuilder();
    }
  }
}
