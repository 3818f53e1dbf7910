// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Keeps the experts of all mixtures equally busy: the sum of what the mixtures say of themselves,
 * which is least when every expert gets as many tokens as the others. It needs its batch as a
 * whole, since it is no mean over samples.
 */
public final class MoeBalancingLoss {

  private MoeBalancingLoss() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes loss and report.
   *
   * @param experts for each trunk, the parts of its mixtures, each {@code []}, weighted already
   */
  @SafeVarargs
  public final LossValue forward(List<Tensor>... experts) {
    List<Tensor> parts = new ArrayList<>();
    for (List<Tensor> trunk : experts) {
      parts.addAll(trunk);
    }
    Checks.that(!parts.isEmpty(), "`MoeBalancingLoss` needs a mixture of experts to balance");
    Tensor loss = Tensors.stack(parts).sum();
    return new LossValue(loss, List.of(new Measure("moe/load_balancing_loss", loss.detach())));
  }

  /** Parameters of {@link MoeBalancingLoss}: none. */
  public static final class Builder {

    private Builder() {}

    /** Makes the criterion. */
    public MoeBalancingLoss build() {
      return new MoeBalancingLoss();
    }
  }
}
