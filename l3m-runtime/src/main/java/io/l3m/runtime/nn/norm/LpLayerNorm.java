// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;

/** Layer normalisation in float32 with gain and bias each on or off. */
public final class LpLayerNorm extends AffineLayerNorm {

  private LpLayerNorm(Settings settings) {
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

  /** Parameters of {@link LpLayerNorm}; as a factory, the owner's width replaces the shape. */
  public static final class Builder implements NormFactory {

    private long[] shape = {};
    private double eps = 1e-5;
    private boolean elementwiseGain = true;
    private boolean elementwiseBias = true;

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

    /** Whether there is a weight; true unless set. */
    @CanIgnoreReturnValue
    public Builder elementwiseGain(boolean elementwiseGain) {
      this.elementwiseGain = elementwiseGain;
      return this;
    }

    /** Whether there is a bias; true unless set. */
    @CanIgnoreReturnValue
    public Builder elementwiseBias(boolean elementwiseBias) {
      this.elementwiseBias = elementwiseBias;
      return this;
    }

    /** Makes the layer. */
    public LpLayerNorm build() {
      return create(shape);
    }

    @Override
    public LpLayerNorm create(long width) {
      return create(new long[] {width});
    }

    private LpLayerNorm create(long[] normalizedShape) {
      return new LpLayerNorm(new Settings(normalizedShape, eps, elementwiseGain, elementwiseBias));
    }
  }
}
