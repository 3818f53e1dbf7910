// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Layers one after the other, named {@code 0}, {@code 1}, …. */
public final class Sequential extends Layer {

  private final List<Layer> layers;

  private Sequential(List<Layer> layers) {
    this.layers = layers;
    for (int i = 0; i < layers.size(); i++) {
      child(Integer.toString(i), layers.get(i));
    }
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Gives each layer what the one before made of {@code x}. */
  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x;
    for (Layer layer : layers) {
      y = layer.forward(y);
    }
    return y;
  }

  /** Parameters of {@link Sequential}. */
  public static final class Builder {

    private List<Layer> layers = List.of();

    private Builder() {}

    /** The layers in order; none unless set, which changes nothing. */
    @CanIgnoreReturnValue
    public Builder layers(Layer... layers) {
      this.layers = List.of(layers);
      return this;
    }

    /** Makes the layer. */
    public Sequential build() {
      return new Sequential(layers);
    }
  }
}
