// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** log(1 + exp(beta · x)) / beta, and x itself where beta · x exceeds a threshold. */
public final class Softplus extends Activation {

  private final double beta;
  private final double threshold;

  private Softplus(Builder b) {
    this.beta = b.beta;
    this.threshold = b.threshold;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.softplus(x, Scalars.of(beta), Scalars.of(threshold));
  }

  /** Parameters of {@link Softplus}. */
  public static final class Builder implements ActivationFactory {

    private double beta = 1.0;
    private double threshold = 20.0;

    private Builder() {}

    /** The factor; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder beta(double beta) {
      this.beta = beta;
      return this;
    }

    /** Where the line begins; 20 unless set. */
    @CanIgnoreReturnValue
    public Builder threshold(double threshold) {
      this.threshold = threshold;
      return this;
    }

    /** Makes the layer. */
    public Softplus build() {
      return new Softplus(this);
    }

    @Override
    public Softplus create() {
      return build();
    }
  }
}
