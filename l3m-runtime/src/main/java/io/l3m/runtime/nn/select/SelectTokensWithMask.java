// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.select;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.nn.Tokens;
import org.bytedeco.pytorch.Tensor;

/** The tokens that a mask names, as many of each sequence. */
public final class SelectTokensWithMask extends Block {

  private SelectTokensWithMask() {}

  /**
   * All results.
   *
   * @param output the tokens where the mask is true, {@code [B, chosen, D]}
   * @param inverted the others, {@code [B, N - chosen, D]}
   */
  public record All(Tensor output, Tensor inverted) {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Selects.
   *
   * @param x {@code [B, N, D]}
   * @param mask {@code [B, N]} bool
   * @return {@code [B, chosen, D]}
   */
  public Tensor forward(Tensor x, Tensor mask) {
    return Tokens.select(x, mask);
  }

  /** As {@link #forward}, and the tokens that were not selected. */
  public All forwardAll(Tensor x, Tensor mask) {
    return new All(forward(x, mask), Tokens.select(x, mask.logical_not()));
  }

  /** Parameters of {@link SelectTokensWithMask}. */
  public static final class Builder {

    private Builder() {}

    /** Makes the layer. */
    public SelectTokensWithMask build() {
      return new SelectTokensWithMask();
    }
  }
}
