// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The hyperbolic tangent. */
public final class Tanh extends Activation {

  private Tanh() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.tanh(x);
  }

  /** Parameters of {@link Tanh}: none. */
  public static final class Builder implements ActivationFactory {

    private Builder() {}

    /** Makes the layer. */
    public Tanh build() {
      return new Tanh();
    }

    @Override
    public Tanh create() {
      return build();
    }
  }
}
