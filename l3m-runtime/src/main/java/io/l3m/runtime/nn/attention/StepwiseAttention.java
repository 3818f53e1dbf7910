// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.Dropout;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Scalars;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** softmax(scale · q kᵀ) v in separate operations, with dropout of the weights in training. */
final class StepwiseAttention {

  private final double scale;
  private final Dropout dropout;

  StepwiseAttention(SelfAttention owner, double scale, double dropout) {
    this.scale = scale;
    this.dropout = Dropout.of(Checks.probability("attnDrop", dropout));
    owner.adopt("attn_drop", this.dropout);
  }

  /**
   * Attends and joins the heads.
   *
   * @param hidden {@code [1, N, N]} bool, true where a query may not attend
   * @return {@code [B, N, H · d]}
   */
  Tensor attend(FusedProjection.Heads parts, Optional<Tensor> hidden) {
    Tensor q = parts.query().transpose(1, 2);
    Tensor k = parts.key().transpose(1, 2);
    Tensor v = parts.value().transpose(1, 2);
    Tensor logits = torch.matmul(q, k.transpose(-2, -1)).mul(Scalars.of(scale));
    if (hidden.isPresent()) {
      logits = logits.masked_fill(hidden.get().unsqueeze(1), Scalars.of(lowest(logits)));
    }
    Tensor weights = dropout.forward(logits.softmax(-1));
    Tensor mixed = torch.matmul(weights, v).transpose(1, 2);
    return mixed.reshape(mixed.size(0), mixed.size(1), -1);
  }

  private static double lowest(Tensor like) {
    return switch (Dtype.of(like)) {
      case FLOAT16 -> -65504;
      case FLOAT64 -> -Double.MAX_VALUE;
      case BFLOAT16 -> -0x1.fep127;
      default -> -Float.MAX_VALUE;
    };
  }
}
