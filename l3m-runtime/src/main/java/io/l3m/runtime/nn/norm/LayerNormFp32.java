// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import org.bytedeco.pytorch.Tensor;

/** Layer normalisation computed in float32 whatever the dtype of its input is, which it returns. */
public final class LayerNormFp32 extends AffineLayerNorm {

  private LayerNormFp32(Settings settings) {
    super(settings);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return Float32.compute(x, super::forward);
  }

  /**
   * Parameters of {@link LayerNormFp32}, eps 1e-5 unless set; as a factory, the owner's width
   * replaces the shape.
   */
  public static final class Builder extends AffineLayerNorm.Builder<Builder> {

    private Builder() {
      super(1e-5);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Makes the layer. */
    public LayerNormFp32 build() {
      return new LayerNormFp32(settings());
    }

    @Override
    public LayerNormFp32 create(long width) {
      return new LayerNormFp32(settings(width));
    }
  }
}
