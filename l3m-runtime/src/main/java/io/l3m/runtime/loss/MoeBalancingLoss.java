// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.loss.LossValue.Kind;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Keeps the experts of all mixtures equally busy: the sum of what the mixtures say of themselves,
 * which is least when every expert gets as many tokens as the others. Like that of pairs, it is no
 * mean over samples: parts of a batch tell each other how they use their experts.
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
   * @param experts for each trunk, what its mixtures say, each {@code [2, E]}: the share of the
   *     tokens that visit each of E experts, weighted already, and its mean probability
   */
  @SafeVarargs
  public final LossValue forward(List<Tensor>... experts) {
    List<Tensor> mixtures = new ArrayList<>();
    for (List<Tensor> trunk : experts) {
      trunk.forEach(mixture -> mixtures.add(mixture.unsqueeze(0)));
    }
    Checks.that(!mixtures.isEmpty(), "`MoeBalancingLoss` needs a mixture of experts to balance");
    return LossValue.of(new Kind.OfVectors(mixtures, MoeBalancingLoss::sum));
  }

  /** Shares and probabilities are means over tokens; their product is not. */
  private static LossValue sum(List<Tensor> mixtures) {
    List<Tensor> parts = new ArrayList<>();
    for (Tensor mixture : mixtures) {
      Tensor means = mixture.mean(0);
      parts.add(means.select(0, 0).dot(means.select(0, 1)));
    }
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
