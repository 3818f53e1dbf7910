// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import org.bytedeco.pytorch.Tensor;

/** Returns its input. */
public final class Identity extends Activation {

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x;
  }

  /** Parameters of {@link Identity}: none. */
  public static final class Builder implements ActivationFactory, NormFactory {

    private Builder() {}

    /** Makes the layer. */
    public Identity build() {
      return new Identity();
    }

    @Override
    public Activation create() {
      return build();
    }

    @Override
    public Norm create(long width) {
      return NormFactory.none();
    }
  }
}
