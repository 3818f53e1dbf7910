// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** max(x, 0). */
public final class Relu extends Activation {

  private Relu() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.relu(x);
  }

  /** Parameters of {@link Relu}: none. */
  public static final class Builder implements ActivationFactory {

    private Builder() {}

    /** Makes the layer. */
    public Relu build() {
      return new Relu();
    }

    @Override
    public Relu create() {
      return build();
    }
  }
}
