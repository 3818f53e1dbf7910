// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

/** Makes cross-attention layers, one for each block of a decoder. */
@FunctionalInterface
public interface CrossAttentionFactory {

  /**
   * A fresh layer.
   *
   * @param useBias whether the projection of the result has a bias, which the owner decides
   */
  CrossAttention createCross(boolean useBias);
}
