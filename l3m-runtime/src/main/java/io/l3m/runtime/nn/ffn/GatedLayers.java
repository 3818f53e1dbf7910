// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.activation.Activation;
import org.bytedeco.pytorch.Tensor;

/** fc2(act(fc1 x) ⊙ fc3 x) (Shazeer 2020, https://arxiv.org/abs/2002.05202). */
abstract sealed class GatedLayers extends FeedForward permits GatedFfn, SwiGluFfn, GeGelu {

  private final DenseLayer gate; // [hidden, in]
  private final DenseLayer down; // [in, hidden]
  private final DenseLayer up; // [hidden, in]
  private final Activation activation;

  GatedLayers(FeedForwardSpec spec, long multipleOf) {
    long in = Checks.positive("inFeatures", spec.inFeatures());
    long hidden = hiddenWidth(spec.hiddenFeatures(), multipleOf);
    this.gate = child("fc1", Linear.of(in, hidden, spec.useBias()));
    this.down = child("fc2", Linear.of(hidden, in, spec.useBias()));
    this.up = child("fc3", Linear.of(in, hidden, spec.useBias()));
    this.activation = child("act", spec.activation().create());
  }

  /** Two thirds of the nominal width, rounded up to a multiple. */
  static long hiddenWidth(long nominal, long multipleOf) {
    Checks.positive("multipleOf", multipleOf);
    long twoThirds = 2 * Checks.positive("hiddenFeatures", nominal) / 3;
    return multipleOf * ((twoThirds + multipleOf - 1) / multipleOf);
  }

  /**
   * Applies the network.
   *
   * @param x {@code [..., in]}
   */
  @Override
  public final Tensor forward(Tensor x) {
    return down.forward(activation.forward(gate.forward(x)).mul(up.forward(x)));
  }
}
