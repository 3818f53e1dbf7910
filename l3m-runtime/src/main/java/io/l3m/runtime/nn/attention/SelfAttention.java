// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/** Attention of a sequence to itself. */
public abstract class SelfAttention extends Layer {

  /**
   * Attends.
   *
   * @param x {@code [B, N, dim]}
   * @param mask who may attend to whom; some classes require one, some ignore it
   * @param positions where the tokens stand, for classes with rotary positions
   * @return {@code [B, N, dim]}
   */
  public abstract Tensor forward(Tensor x, AttentionMask mask, Positions positions);

  /** Registers a part on behalf of a collaborator in this package. */
  final void adopt(String name, Block part) {
    child(name, part);
  }

  /** Without a mask, positions 0, 1, 2, …. */
  @Override
  public final Tensor forward(Tensor x) {
    return forward(x, AttentionMask.none(), Positions.sequential());
  }

  /** With the mask of {@link AttentionMask#of}, positions 0, 1, 2, …. */
  public final Tensor forward(Tensor x, Tensor mask) {
    return forward(x, AttentionMask.of(mask), Positions.sequential());
  }
}
