// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import io.l3m.runtime.nn.activation.ActivationFactory;

/**
 * What a transformer block decides about its feed-forward network.
 *
 * @param inFeatures width of the tokens
 * @param hiddenFeatures width in between, before any rounding of the network's own
 * @param activation the trunk's activation; some networks have their own
 * @param dropout the trunk's dropout; some networks have none
 * @param useBias whether linear layers have biases
 */
public record FeedForwardSpec(
    long inFeatures,
    long hiddenFeatures,
    ActivationFactory activation,
    double dropout,
    boolean useBias) {

  /** The same with another activation. */
  FeedForwardSpec withActivation(ActivationFactory other) {
    return new FeedForwardSpec(inFeatures, hiddenFeatures, other, dropout, useBias);
  }
}
