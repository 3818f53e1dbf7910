// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The exponential linear unit with the constants that keep mean 0 and variance 1. */
public final class Selu extends Activation {

  private Selu() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.selu(x);
  }

  /** Parameters of {@link Selu}. */
  public static final class Builder implements ActivationFactory {

    private Builder() {}

    /** Makes the layer. */
    public Selu build() {
      return new Selu();
    }

    @Override
    public Selu create() {
      return build();
    }
  }
}
