// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x · σ(x). */
public final class Silu extends Activation {

  private Silu() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.silu(x);
  }

  /** Parameters of {@link Silu}: none. */
  public static final class Builder implements ActivationFactory {

    private Builder() {}

    /** Makes the layer. */
    public Silu build() {
      return new Silu();
    }

    @Override
    public Silu create() {
      return build();
    }
  }
}
