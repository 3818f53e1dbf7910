// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

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
    permits LayerNorm, DefaultLayerNorm, LayerNormFp32 {

  static final TensorOptional ABSENT = TensorScope.immortal(new TensorOptional());

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
}
