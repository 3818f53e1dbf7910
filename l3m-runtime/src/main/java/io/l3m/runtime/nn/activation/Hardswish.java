// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x · min(max(x + 3, 0), 6) / 6. */
public final class Hardswish extends Activation {

  private Hardswish() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.hardswish(x);
  }

  /** Parameters of {@link Hardswish}. */
  public static final class Builder implements ActivationFactory {

    private Builder() {}

    /** Makes the layer. */
    public Hardswish build() {
      return new Hardswish();
    }

    @Override
    public Hardswish create() {
      return build();
    }
  }
}
