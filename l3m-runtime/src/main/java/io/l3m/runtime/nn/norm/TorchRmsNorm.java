// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.tensor.TensorScope;
import java.util.Arrays;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * y = weight · x / √(mean(x²) + eps) over the last dimensions, in the arithmetic of its input, as
 * {@code torch.nn.RMSNorm} (Zhang and Sennrich 2019, https://arxiv.org/abs/1910.07467).
 */
public final class TorchRmsNorm extends Norm {

  private static final TensorOptional ABSENT = TensorScope.immortal(new TensorOptional());

  private final long[] shape;
  private final DoubleOptional eps;
  private final @Nullable Parameter weight; // shape

  private TorchRmsNorm(Builder b, long... shape) {
    Checks.that(shape.length > 0, "`normalizedShape` must be set");
    Arrays.stream(shape).forEach(size -> Checks.positive("normalizedShape", size));
    this.shape = shape.clone();
    this.eps =
        TensorScope.immortal(b.eps == null ? new DoubleOptional() : new DoubleOptional(b.eps));
    this.weight = b.elementwiseAffine ? parameter("weight", shape) : null;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Normalises.
   *
   * @param x {@code [..., shape]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return torch.rms_norm(x, shape, weight == null ? ABSENT : weight.optional(), eps);
  }

  @Override
  protected void initialise() {
    if (weight != null) {
      Init.constant(weight, 1);
    }
  }

  /** Parameters of {@link TorchRmsNorm}; as a factory, the owner's width replaces the shape. */
  public static final class Builder implements NormFactory {

    private long[] shape = {};
    private @Nullable Double eps;
    private boolean elementwiseAffine = true;

    private Builder() {}

    /** The sizes of the last dimensions, over which the mean square is taken. */
    @CanIgnoreReturnValue
    public Builder normalizedShape(long... normalizedShape) {
      this.shape = normalizedShape.clone();
      return this;
    }

    /** Added to the mean square; the spacing of numbers about 1 in the input's dtype unless set. */
    @CanIgnoreReturnValue
    public Builder eps(double eps) {
      this.eps = eps;
      return this;
    }

    /** Whether there is a weight; true unless set. */
    @CanIgnoreReturnValue
    public Builder elementwiseAffine(boolean elementwiseAffine) {
      this.elementwiseAffine = elementwiseAffine;
      return this;
    }

    /** Makes the layer. */
    public TorchRmsNorm build() {
      return new TorchRmsNorm(this, shape);
    }

    @Override
    public TorchRmsNorm create(long width) {
      return new TorchRmsNorm(this, width);
    }
  }
}
