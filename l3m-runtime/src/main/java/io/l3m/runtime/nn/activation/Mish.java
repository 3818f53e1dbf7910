// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x · tanh(log(1 + exp(x))). */
public final class Mish extends Activation {

  private Mish() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.mish(x);
  }

  /** Parameters of {@link Mish}. */
  public static final class Builder implements ActivationFactory {

    private Builder() {}

    /** Makes the layer. */
    public Mish build() {
      return new Mish();
    }

    @Override
    public Mish create() {
      return build();
    }
  }
}
