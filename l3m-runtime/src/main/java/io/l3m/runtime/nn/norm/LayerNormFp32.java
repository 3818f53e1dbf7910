// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
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

  /** Parameters of {@link LayerNormFp32}; as a factory, the owner's width replaces the shape. */
  public static final class Builder implements NormFactory {

    private long[] shape = {};
    private double eps = 1e-5;
    private boolean elementwiseAffine = true;
    private boolean bias = true;

    private Builder() {}

    /** The sizes of the last dimensions, over which mean and variance are taken. */
    @CanIgnoreReturnValue
    public Builder normalizedShape(long... normalizedShape) {
      this.shape = normalizedShape.clone();
      return this;
    }

    /** Added to the variance; 1e-5 unless set. */
    @CanIgnoreReturnValue
    public Builder eps(double eps) {
      this.eps = eps;
      return this;
    }

    /** Whether there are a weight and a bias at all; true unless set. */
    @CanIgnoreReturnValue
    public Builder elementwiseAffine(boolean elementwiseAffine) {
      this.elementwiseAffine = elementwiseAffine;
      return this;
    }

    /** Whether there is a bias beside the weight; true unless set. */
    @CanIgnoreReturnValue
    public Builder bias(boolean bias) {
      this.bias = bias;
      return this;
    }

    /** Makes the layer. */
    public LayerNormFp32 build() {
      return new LayerNormFp32(
          new Settings(shape, eps, elementwiseAffine, elementwiseAffine && bias));
    }

    @Override
    public LayerNormFp32 create(long width) {
      Builder own = new Builder();
      own.normalizedShape(width).eps(eps).elementwiseAffine(elementwiseAffine).bias(bias);
      return own.build();
    }
  }
}
