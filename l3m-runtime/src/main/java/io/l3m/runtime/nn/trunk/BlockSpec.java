// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DropPath;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.nn.attention.AttentionFactory;
import io.l3m.runtime.nn.ffn.FeedForward;
import io.l3m.runtime.nn.ffn.FeedForwardFactory;
import io.l3m.runtime.nn.ffn.FeedForwardSpec;
import io.l3m.runtime.nn.norm.NormFactory;

/**
 * What a trunk decides about each of its blocks.
 *
 * @param embedDim width of the tokens
 * @param attention makes the attention layer
 * @param hiddenDim nominal width of the feed-forward network
 * @param feedForward makes the feed-forward network
 * @param activation the activation that the network is offered
 * @param norm makes the normalisation layers
 * @param rates dropout and drop path
 * @param useBias whether linear layers other than the queries', keys' and values' have biases
 */
public record BlockSpec(
    long embedDim,
    AttentionFactory attention,
    long hiddenDim,
    FeedForwardFactory feedForward,
    ActivationFactory activation,
    NormFactory norm,
    Rates rates,
    boolean useBias) {

  /**
   * Probabilities that apply in training.
   *
   * @param dropout within the feed-forward network
   * @param dropPath of both branches
   */
  public record Rates(double dropout, double dropPath) {}

  /** A network of the block's own. */
  FeedForward createFeedForward() {
    long hidden = Checks.positive("mlpHiddenDim", hiddenDim);
    return feedForward.create(
        new FeedForwardSpec(embedDim, hidden, activation, rates.dropout, useBias));
  }

  /** What drops the branches of one block. */
  DropPath createDropPath() {
    return DropPath.of(Checks.probabilityBelowOne("dropPath", rates.dropPath));
  }

  /** The same with another feed-forward network. */
  BlockSpec withFeedForward(FeedForwardFactory other) {
    return new BlockSpec(embedDim, attention, hiddenDim, other, activation, norm, rates, useBias);
  }
}
