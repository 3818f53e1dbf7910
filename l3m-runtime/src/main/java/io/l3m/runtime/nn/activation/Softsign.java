// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.Tensor;

/** x / (1 + |x|). */
public final class Softsign extends Activation {

  private Softsign() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.div(x.abs().add(Scalars.of(1.0)));
  }

  /** Parameters of {@link Softsign}. */
  public static final class Builder implements ActivationFactory {

    private Builder() {}

    /** Makes the layer. */
    public Softsign build() {
      return new Softsign();
    }

    @Override
    public Softsign create() {
      return build();
    }
  }
}
