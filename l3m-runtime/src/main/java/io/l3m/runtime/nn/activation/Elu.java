// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x where it is positive, else alpha · (exp(x) - 1). */
public final class Elu extends Activation {

  private final double alpha;

  private Elu(Builder b) {
    this.alpha = b.alpha;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.elu(x, Scalars.of(alpha), Scalars.of(1.0), Scalars.of(1.0));
  }

  /** Parameters of {@link Elu}. */
  public static final class Builder implements ActivationFactory {

    private double alpha = 1.0;

    private Builder() {}

    /** The factor; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder alpha(double alpha) {
      this.alpha = alpha;
      return this;
    }

    /** Makes the layer. */
    public Elu build() {
      return new Elu(this);
    }

    @Override
    public Elu create() {
      return build();
    }
  }
}
