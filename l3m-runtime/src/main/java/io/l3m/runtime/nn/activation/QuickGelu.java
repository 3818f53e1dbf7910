// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x · σ(1.702 x), the approximation of the Gaussian error linear unit that CLIP uses. */
public final class QuickGelu extends Activation {

  private QuickGelu() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.mul(torch.sigmoid(x.mul(Scalars.of(1.702))));
  }

  /** Parameters of {@link QuickGelu}: none. */
  public static final class Builder implements ActivationFactory {

    private Builder() {}

    /** Makes the layer. */
    public QuickGelu build() {
      return new QuickGelu();
    }

    @Override
    public QuickGelu create() {
      return build();
    }
  }
}
