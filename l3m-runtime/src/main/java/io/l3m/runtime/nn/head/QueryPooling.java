// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.Dropout;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Attention of a few queries to a sequence, by the fused kernel. */
public final class QueryPooling {

  private static final TensorOptional NO_MASK = TensorScope.immortal(new TensorOptional());

  private final long headDim;
  private final double factor;
  private final DoubleOptional scale;

  private QueryPooling(long headDim, double factor) {
    this.headDim = headDim;
    this.factor = factor;
    this.scale = TensorScope.immortal(new DoubleOptional(factor));
  }

  /**
   * For heads that share a width evenly.
   *
   * @param scale factor of the logits; 0 stands for 1/√(dim / heads)
   */
  public static QueryPooling of(long dim, long heads, double scale) {
    Checks.that(
        dim % heads == 0, "`dim` (%d) must be a multiple of `numHeads` (%d)".formatted(dim, heads));
    long headDim = dim / heads;
    return new QueryPooling(headDim, scale == 0 ? Math.pow((double) headDim, -0.5) : scale);
  }

  /**
   * Attends.
   *
   * @param queries {@code [B, Q, dim]}
   * @param keys {@code [B, N, dim]}
   * @param values {@code [B, N, dim]}
   * @return {@code [B, Q, dim]}
   */
  public Tensor attend(Tensor queries, Tensor keys, Tensor values) {
    return joined(
        torch.scaled_dot_product_attention(
            split(queries), split(keys), split(values), NO_MASK, 0.0, false, scale, false));
  }

  /** As {@link #attend}, step by step with dropout of the weights. */
  public Tensor attend(Tensor queries, Tensor keys, Tensor values, Dropout dropout) {
    Tensor logits =
        torch.matmul(split(queries).mul(Scalars.of(factor)), split(keys).transpose(-2, -1));
    return joined(torch.matmul(dropout.forward(logits.softmax(-1)), split(values)));
  }

  private static Tensor joined(Tensor mixed) {
    Tensor tokens = mixed.transpose(1, 2);
    return tokens.reshape(tokens.size(0), tokens.size(1), -1);
  }

  private Tensor split(Tensor x) {
    return x.unflatten(-1, -1, headDim).transpose(1, 2);
  }
}
