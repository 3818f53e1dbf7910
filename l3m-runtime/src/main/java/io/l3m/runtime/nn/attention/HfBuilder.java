// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** The parameters of attention in the layout of Hugging Face's models. */
abstract class HfBuilder<S extends HfBuilder<S>> extends RotaryBuilder<S> {

  private long headDim;
  private long numKeyValueHeads;

  HfBuilder() {
    super(8);
  }

  /** Width of a head; {@code dim / numHeads} unless set. */
  @CanIgnoreReturnValue
  public S headDim(long headDim) {
    this.headDim = headDim;
    return self();
  }

  /** Number of key and value heads; as many as query heads unless set. */
  @CanIgnoreReturnValue
  public S numKeyValueHeads(long numKeyValueHeads) {
    this.numKeyValueHeads = numKeyValueHeads;
    return self();
  }

  final HfLayers layers(SelfAttention owner, boolean outputBias) {
    return new HfLayers(
        owner,
        new HfLayers.Widths(dim(), numHeads(), headDim, numKeyValueHeads),
        new HfLayers.Biases(qkvBias(), outputBias),
        parts(),
        projDrop());
  }
}
