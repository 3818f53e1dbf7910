// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import io.l3m.runtime.tensor.TensorScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Scaled dot product attention, softmax(scale · q kᵀ + mask) v, on tensors split into heads. */
final class Sdpa {

  static final DoubleOptional DEFAULT_SCALE = TensorScope.immortal(new DoubleOptional());

  private Sdpa() {}

  /** The operator's constant for a scale; the default scale is 1/√headDim. */
  static DoubleOptional scale(double scale) {
    return TensorScope.immortal(new DoubleOptional(scale));
  }

  /** What a layer decides about attention once for all calls. */
  record Settings(double dropout, boolean causal, DoubleOptional scale, boolean grouped) {}

  /**
   * Attends and joins the heads.
   *
   * @param q {@code [B, N, H, d]}; k and v {@code [B, M, H or fewer, d]}
   * @return {@code [B, N, H · d]}
   */
  static Tensor attend(Tensor q, Tensor k, Tensor v, AttentionMask mask, Settings settings) {
    Tensor mixed =
        torch.scaled_dot_product_attention(
            q.transpose(1, 2),
            k.transpose(1, 2),
            v.transpose(1, 2),
            mask.perHead(q),
            settings.dropout(),
            settings.causal(),
            settings.scale(),
            settings.grouped());
    return mixed.transpose(1, 2).reshape(q.size(0), q.size(1), -1);
  }
}
