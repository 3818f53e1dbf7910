// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Layers one after the other. */
public final class Sequential extends Layer {

  private final List<Layer> layers;

  private Sequential(List<Layer> layers) {
    this.layers = layers;
  }

  /** Layers in order, named {@code 0}, {@code 1}, …. */
  public static Sequential of(Layer... layers) {
    Sequential sequence = new Sequential(List.of(layers));
    for (int i = 0; i < layers.length; i++) {
      sequence.child(Integer.toString(i), layers[i]);
    }
    return sequence;
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x;
    for (Layer layer : layers) {
      y = layer.forward(y);
    }
    return y;
  }
}
