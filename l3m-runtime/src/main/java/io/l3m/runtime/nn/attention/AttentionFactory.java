// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

/** Makes attention layers, one for each block of a trunk. */
@FunctionalInterface
public interface AttentionFactory {

  /**
   * A fresh layer.
   *
   * @param useBias whether the projection of the result has a bias, which the owner decides
   */
  SelfAttention create(boolean useBias);
}
