// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** max(0, x) + min(0, alpha · (exp(x / alpha) - 1)). */
public final class Celu extends Activation {

  private final double alpha;

  private Celu(Builder b) {
    this.alpha = b.alpha;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.celu(x, Scalars.of(alpha));
  }

  /** Parameters of {@link Celu}. */
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
    public Celu build() {
      return new Celu(this);
    }

    @Override
    public Celu create() {
      return build();
    }
  }
}
