// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.pool;

import io.l3m.runtime.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/** All tokens of a sequence as one long vector. */
public final class ConcatPooling extends Layer {

  private ConcatPooling() {}

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Joins the tokens.
   *
   * @param x {@code [B, N, D]}
   * @return {@code [B, N · D]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return x.reshape(x.size(0), -1);
  }

  /** Parameters of {@link ConcatPooling}. */
  public static final class Builder {

    private Builder() {}

    /** Makes the layer. */
    public ConcatPooling build() {
      return new ConcatPooling();
    }
  }
}
