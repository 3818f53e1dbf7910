// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.layer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.activation.Activation;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.nn.activation.Gelu;
import org.bytedeco.pytorch.Tensor;

/** Two linear layers with a narrow middle and an activation between them. */
public final class Adapter extends Layer {

  private final DenseLayer down;
  private final Activation activation;
  private final DenseLayer up;

  private Adapter(Builder b) {
    long width = Checks.positive("embedDim", b.embedDim);
    long hidden = Checks.positive("adapterHiddenDim", b.adapterHiddenDim);
    this.down = child("layers.0", Linear.of(width, hidden, true));
    this.activation = child("layers.1", b.actLayer.create());
    this.up = child("layers.2", Linear.of(hidden, width, true));
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return up.forward(activation.forward(down.forward(x)));
  }

  /** Parameters of {@link Adapter}. */
  public static final class Builder {

    private long embedDim;
    private long adapterHiddenDim;
    private ActivationFactory actLayer = Gelu.builder();

    private Builder() {}

    /** Width of input and output. */
    @CanIgnoreReturnValue
    public Builder embedDim(long embedDim) {
      this.embedDim = embedDim;
      return this;
    }

    /** Width of the middle. */
    @CanIgnoreReturnValue
    public Builder adapterHiddenDim(long adapterHiddenDim) {
      this.adapterHiddenDim = adapterHiddenDim;
      return this;
    }

    /** The activation; exact GELU unless set. */
    @CanIgnoreReturnValue
    public Builder actLayer(ActivationFactory actLayer) {
      this.actLayer = actLayer;
      return this;
    }

    /** Makes the layer. */
    public Adapter build() {
      return new Adapter(this);
    }
  }
}
