// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import org.bytedeco.pytorch.Tensor;

/** The parts of attention under a structured mask. */
record FlexLayers(FusedProjection projections, HeadTransform heads) {

  private static final Sdpa.Settings PLAIN =
      new Sdpa.Settings(0.0, false, Sdpa.DEFAULT_SCALE, false);

  Tensor forward(Tensor x, AttentionMask mask, Positions positions) {
    FusedProjection.Heads parts = projections.split(x);
    HeadTransform.Pair pair = heads.apply(parts.query(), parts.key(), positions);
    return projections.join(Sdpa.attend(pair.query(), pair.key(), parts.value(), mask, PLAIN));
  }
}
