// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.tensor.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * y = weight · (x - mean(x)) / √(var(x) + eps) + bias with the biased variance over the normalised
 * dimensions (Ba et al. 2016, https://arxiv.org/abs/1607.06450).
 */
public abstract sealed class AffineLayerNorm extends Norm
    permits LayerNorm, DefaultLayerNorm, LayerNormFp32, LpLayerNorm {

  private static final TensorOptional ABSENT = TensorScope.immortal(new TensorOptional());

  private final long[] shape;
  private final double eps;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;

  AffineLayerNorm(Settings settings) {
    Checks.that(settings.shape.length > 0, "`normalizedShape` must be set");
    this.shape = settings.shape.clone();
    this.eps = settings.eps;
    this.weight = settings.weight ? parameter("weight", shape) : null;
    this.bias = settings.bias ? parameter("bias", shape) : null;
  }

  /** Shape, eps, and which of the two parameters there are. */
  @SuppressWarnings("ArrayRecordComponent") // copied by the constructor that reads it
  record Settings(long[] shape, double eps, boolean weight, boolean bias) {}

  /**
   * Normalises.
   *
   * @param x {@code [..., normalizedShape]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return torch.layer_norm(
        x,
        shape,
        weight == null ? ABSENT : weight.optional(),
        bias == null ? ABSENT : bias.optional(),
        eps,
        true);
  }

  /** Weight 1 and bias 0; models apply this to all layer norms at their end as well. */
  public final void reset() {
    if (weight != null) {
      Init.constant(weight, 1);
    }
    if (bias != null) {
      Init.constant(bias, 0);
    }
  }

  @Override
  protected void initialise() {
    reset();
  }

  /** The parameters of {@code torch.nn.LayerNorm} and of those that take the same. */
  abstract static class Builder<S extends Builder<S>> implements NormFactory {

    private long[] shape = {};
    private double eps;
    private boolean elementwiseAffine = true;
    private boolean bias = true;

    Builder(double eps) {
      this.eps = eps;
    }

    abstract S self();

    /** The sizes of the last dimensions, over which mean and variance are taken. */
    @CanIgnoreReturnValue
    public S normalizedShape(long... normalizedShape) {
      this.shape = normalizedShape.clone();
      return self();
    }

    /** Added to the variance. */
    @CanIgnoreReturnValue
    public S eps(double eps) {
      this.eps = eps;
      return self();
    }

    /** Whether there are a weight and a bias at all; true unless set. */
    @CanIgnoreReturnValue
    public S elementwiseAffine(boolean elementwiseAffine) {
      this.elementwiseAffine = elementwiseAffine;
      return self();
    }

    /** Whether there is a bias beside the weight; true unless set. */
    @CanIgnoreReturnValue
    public S bias(boolean bias) {
      this.bias = bias;
      return self();
    }

    final Settings settings() {
      return settings(shape);
    }

    /** With another shape. */
    final Settings settings(long... normalizedShape) {
      return new Settings(normalizedShape, eps, elementwiseAffine, elementwiseAffine && bias);
    }
  }
}
