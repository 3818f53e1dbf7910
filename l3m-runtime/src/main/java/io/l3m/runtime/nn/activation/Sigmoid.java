// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** σ(x) = 1 / (1 + exp(-x)). */
public final class Sigmoid extends Activation {

  private Sigmoid() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.sigmoid(x);
  }

  /** Parameters of {@link Sigmoid}: none. */
  public static final class Builder implements ActivationFactory {

    private Builder() {}

    /** Makes the layer. */
    public Sigmoid build() {
      return new Sigmoid();
    }

    @Override
    public Sigmoid create() {
      return build();
    }
  }
}
