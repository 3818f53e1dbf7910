// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * y = weight · x / √(mean(x²) + eps), the quotient computed in float32 and rounded to the dtype of
 * x before the product (Zhang and Sennrich 2019, https://arxiv.org/abs/1910.07467).
 */
public final class RmsNorm extends Norm {

  private static final long[] LAST = {-1};
  private static final ScalarTypeOptional SAME = new ScalarTypeOptional();

  private final Parameter weight; // [dim]
  private final Scalar eps;

  private RmsNorm(long dim, double eps) {
    this.weight = parameter("weight", dim);
    this.eps = Scalars.of(eps);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Normalises.
   *
   * @param x {@code [..., dim]}
   */
  @Override
  public Tensor forward(Tensor x) {
    Dtype dtype = Dtype.of(x);
    Tensor wide = Tensors.to(x, Dtype.FLOAT32);
    Tensor meanSquare = wide.pow(Scalars.of(2)).mean(LAST, true, SAME);
    Tensor normal = wide.mul(meanSquare.add(eps).rsqrt());
    return Tensors.to(Tensors.to(normal, dtype).mul(weight.tensor()), dtype);
  }

  @Override
  protected void initialise() {
    Init.constant(weight, 1);
  }

  /** Parameters of {@link RmsNorm}; as a factory, the owner's width replaces {@code dim}. */
  public static final class Builder implements NormFactory {

    private long dim;
    private double eps = 1e-6;

    private Builder() {}

    /** Width of the last dimension. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = dim;
      return this;
    }

    /** Added to the mean square; 1e-6 unless set. */
    @CanIgnoreReturnValue
    public Builder eps(double eps) {
      this.eps = eps;
      return this;
    }

    /** Makes the layer. */
    public RmsNorm build() {
      return create(dim);
    }

    @Override
    public RmsNorm create(long width) {
      return new RmsNorm(Checks.positive("dim", width), eps);
    }
  }
}
