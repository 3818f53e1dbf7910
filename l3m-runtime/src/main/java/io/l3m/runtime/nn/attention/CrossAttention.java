// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import io.l3m.runtime.block.Block;
import org.bytedeco.pytorch.Tensor;

/** Attention of one sequence to another. */
public abstract class CrossAttention extends Block {

  /**
   * Attends.
   *
   * @param queries {@code [B, N, dim]}
   * @param keys {@code [B, M, encoder]}
   * @param values {@code [B, M, encoder]}
   * @return {@code [B, N, dim]}
   */
  public abstract Tensor forward(Tensor queries, Tensor keys, Tensor values);

  /** Registers a part on behalf of a collaborator in this package. */
  final void adopt(String name, Block part) {
    child(name, part);
  }
}
