// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x where it is positive, else a small multiple of it. */
public final class LeakyRelu extends Activation {

  private final double negativeSlope;

  private LeakyRelu(Builder b) {
    this.negativeSlope = b.negativeSlope;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.leaky_relu(x, Scalars.of(negativeSlope));
  }

  /** Parameters of {@link LeakyRelu}. */
  public static final class Builder implements ActivationFactory {

    private double negativeSlope = 0.01;

    private Builder() {}

    /** The multiple; 0.01 unless set. */
    @CanIgnoreReturnValue
    public Builder negativeSlope(double negativeSlope) {
      this.negativeSlope = negativeSlope;
      return this;
    }

    /** Makes the layer. */
    public LeakyRelu build() {
      return new LeakyRelu(this);
    }

    @Override
    public LeakyRelu create() {
      return build();
    }
  }
}
