// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/** min(max(x, 0), 6). */
public final class Relu6 extends Activation {

  private static final ScalarOptional LOW =
      TensorScope.immortal(new ScalarOptional(Scalars.of(0.0)));
  private static final ScalarOptional HIGH =
      TensorScope.immortal(new ScalarOptional(Scalars.of(6.0)));

  private Relu6() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.clamp(LOW, HIGH);
  }

  /** Parameters of {@link Relu6}. */
  public static final class Builder implements ActivationFactory {

    private Builder() {}

    /** Makes the layer. */
    public Relu6 build() {
      return new Relu6();
    }

    @Override
    public Relu6 create() {
      return build();
    }
  }
}
