// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.metric;

import org.bytedeco.pytorch.Tensor;

/** A model whose part for texts, {@code text_encoder}, can be asked alone. */
public interface TextTower {

  /**
   * The vectors of texts.
   *
   * @param text token ids {@code [T, L]}
   * @return {@code text_embed}, {@code [T, D]}
   */
  Tensor textEncoder(Tensor text);
}
