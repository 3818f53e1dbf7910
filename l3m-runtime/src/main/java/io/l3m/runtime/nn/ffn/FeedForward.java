// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import io.l3m.runtime.nn.Layer;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/** The part of a transformer block that works on each token by itself. */
public abstract class FeedForward extends Layer {

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /**
   * Applies the network; a mixture of experts also says how evenly its experts were used.
   *
   * @param balances who takes, {@code [2, E]}, the weighted share of the tokens that visit each of
   *     E experts and its mean probability, whose product is its part of the balancing loss
   */
  public Tensor forward(Tensor x, Consumer<Tensor> balances) {
    return forward(x);
  }
}
