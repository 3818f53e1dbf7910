// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Layer normalisation in float32 with gain and bias each on or off. Unlike its relatives it is left
 * alone by the blocks that reset all layer norms below them.
 */
public final class LpLayerNorm extends Norm {

  private final long[] shape;
  private final double eps;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;

  private LpLayerNorm(Builder builder) {
    Checks.that(builder.shape.length > 0, "`normalizedShape` must be set");
    this.shape = builder.shape.clone();
    this.eps = builder.eps;
    this.weight = builder.elementwiseGain ? parameter("weight", shape) : null;
    this.bias = builder.elementwiseBias ? parameter("bias", shape) : null;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return Float32.compute(x, this::normalise);
  }

  private Tensor normalise(Tensor x) {
    return torch.layer_norm(
        x,
        shape,
        weight == null ? AffineLayerNorm.ABSENT : weight.optional(),
        bias == null ? AffineLayerNorm.ABSENT : bias.optional(),
        eps,
        true);
  }

  @Override
  protected void initialise() {
    if (weight != null) {
      Init.constant(weight, 1);
    }
    if (bias != null) {
      Init.constant(bias, 0);
    }
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
      return new LpLayerNorm(this);
    }

    @Override
    public LpLayerNorm create(long width) {
      Builder own = new Builder();
      own.normalizedShape(width).eps(eps);
      own.elementwiseGain(elementwiseGain).elementwiseBias(elementwiseBias);
      return own.build();
    }
  }
}
