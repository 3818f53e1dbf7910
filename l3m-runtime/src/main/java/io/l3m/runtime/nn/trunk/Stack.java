// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import java.util.List;
import java.util.function.BiFunction;
import org.bytedeco.pytorch.Tensor;

/** Blocks one on the other, where only the result of the last is wanted. */
final class Stack {

  private Stack() {}

  /**
   * Runs all blocks, and frees what each made as soon as the next one has read it: the way back
   * keeps what it needs, and an evaluation needs nothing.
   *
   * @param forward what a block makes of a tensor, always a new one
   * @return {@code x} itself if there are no blocks
   */
  static <B> Tensor run(List<B> blocks, Tensor x, BiFunction<B, Tensor, Tensor> forward) {
    Tensor y = x;
    for (int i = 0; i < blocks.size(); i++) {
      Tensor before = y;
      y = forward.apply(blocks.get(i), before);
      if (i > 0) {
        before.close();
      }
    }
    return y;
  }
}
