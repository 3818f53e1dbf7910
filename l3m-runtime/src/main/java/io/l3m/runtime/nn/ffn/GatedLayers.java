// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.activation.Activation;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.tensor.TensorScope;
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
    Tensor gated;
    try (TensorScope scope = TensorScope.open()) {
      gated = scope.keep(activation.forward(gate.forward(x)));
    }
    return down.forward(gated.mul(up.forward(x)));
  }

  /** The parameters that all gated networks have. */
  abstract static class Builder<S extends Builder<S>> implements FeedForwardFactory {

    private long inFeatures;
    private long hiddenFeatures;
    private long multipleOf = 256;
    private boolean useBias = true;

    abstract S self();

    /** Width of input and output. */
    @CanIgnoreReturnValue
    public S inFeatures(long inFeatures) {
      this.inFeatures = inFeatures;
      return self();
    }

    /** Nominal width in between. */
    @CanIgnoreReturnValue
    public S hiddenFeatures(long hiddenFeatures) {
      this.hiddenFeatures = hiddenFeatures;
      return self();
    }

    /** What the width is rounded up to; 256 unless set. */
    @CanIgnoreReturnValue
    public S multipleOf(long multipleOf) {
      this.multipleOf = multipleOf;
      return self();
    }

    /** Whether all three layers have biases; true unless set. */
    @CanIgnoreReturnValue
    public S useBias(boolean useBias) {
      this.useBias = useBias;
      return self();
    }

    final long multipleOf() {
      return multipleOf;
    }

    /** What the builder itself says of a network with this activation. */
    final FeedForwardSpec spec(ActivationFactory activation) {
      return new FeedForwardSpec(inFeatures, hiddenFeatures, activation, 0, useBias);
    }
  }
}
