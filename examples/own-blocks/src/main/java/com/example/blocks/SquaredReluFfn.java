// SPDX-License-Identifier: Apache-2.0
package com.example.blocks;

import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Dropout;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.ffn.FeedForward;
import io.l3m.runtime.nn.ffn.FeedForwardFactory;
import io.l3m.runtime.nn.ffn.FeedForwardSpec;
import org.bytedeco.pytorch.Tensor;

/** {@code fc2(relu(fc1 x)²)} (So et al., "Primer", 2021). */
public final class SquaredReluFfn extends FeedForward {

  private final DenseLayer first; // [hidden, in]
  private final DenseLayer second; // [in, hidden]
  private final Dropout dropout;

  private SquaredReluFfn(FeedForwardSpec spec) {
    this.first = child("fc1", Linear.of(spec.inFeatures(), spec.hiddenFeatures(), spec.useBias()));
    this.second = child("fc2", Linear.of(spec.hiddenFeatures(), spec.inFeatures(), spec.useBias()));
    this.dropout = child("drop", Dropout.of(spec.dropout()));
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Applies the network.
   *
   * @param x {@code [..., in]}
   * @return {@code [..., in]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return dropout.forward(second.forward(first.forward(x).relu().square()));
  }

  /** A config gives it with {@code _partial_: true}; each block of the trunk asks for its own. */
  public static final class Builder implements FeedForwardFactory {

    private Builder() {}

    @Override
    public SquaredReluFfn create(FeedForwardSpec spec) {
      return new SquaredReluFfn(spec);
    }
  }
}
