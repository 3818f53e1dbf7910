// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** What trunks and decoders use unless told otherwise: layer normalisation with eps 1e-6. */
public final class DefaultLayerNorm extends AffineLayerNorm {

  private DefaultLayerNorm(Settings settings) {
    super(settings);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link DefaultLayerNorm}; as a factory, the owner's width replaces the shape. */
  public static final class Builder implements NormFactory {

    private long[] shape = {};
    private double eps = 1e-6;
    private boolean elementwiseAffine = true;
    private boolean bias = true;

    private Builder() {}

    /** The sizes of the last dimensions, over which mean and variance are taken. */
    @CanIgnoreReturnValue
    public Builder normalizedShape(long... normalizedShape) {
      this.shape = normalizedShape.clone();
      return this;
    }

    /** Added to the variance; 1e-6 unless set. */
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
    public DefaultLayerNorm build() {
      return new DefaultLayerNorm(
          new Settings(shape, eps, elementwiseAffine, elementwiseAffine && bias));
    }

    @Override
    public DefaultLayerNorm create(long width) {
      Builder own = new Builder();
      own.normalizedShape(width).eps(eps).elementwiseAffine(elementwiseAffine).bias(bias);
      return own.build();
    }
  }
}
