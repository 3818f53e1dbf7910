// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** min(max(x + 3, 0), 6) / 6. */
public final class Hardsigmoid extends Activation {

  private Hardsigmoid() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.hardsigmoid(x);
  }

  /** Parameters of {@link Hardsigmoid}. */
  public static final class Builder implements ActivationFactory {

    private Builder() {}

    /** Makes the layer. */
    public Hardsigmoid build() {
      return new Hardsigmoid();
    }

    @Override
    public Hardsigmoid create() {
      return build();
    }
  }
}
