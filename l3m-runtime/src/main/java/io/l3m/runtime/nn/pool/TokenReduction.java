// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.pool;

import org.bytedeco.pytorch.Tensor;

/** Makes one vector of the tokens of each sequence. */
@FunctionalInterface
public interface TokenReduction {

  /**
   * Reduces.
   *
   * @param x {@code [B, N, D]}
   * @return {@code [B, D]}
   */
  Tensor reduce(Tensor x);
}
