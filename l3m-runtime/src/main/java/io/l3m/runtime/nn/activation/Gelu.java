// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * x · Φ(x) with the distribution function of the normal distribution, exact or by tanh (Hendrycks
 * and Gimpel 2016, https://arxiv.org/abs/1606.08415).
 */
public final class Gelu extends Activation {

  private final boolean exact;

  private Gelu(boolean exact) {
    this.exact = exact;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return exact ? torch.gelu(x) : torch.gelu(x, "tanh");
  }

  /** Parameters of {@link Gelu}. */
  public static final class Builder implements ActivationFactory {

    private String approximate = "none";

    private Builder() {}

    /** {@code none} for the exact function, as unless set, or {@code tanh}. */
    @CanIgnoreReturnValue
    public Builder approximate(String approximate) {
      this.approximate = approximate;
      return this;
    }

    /** Makes the layer. */
    public Gelu build() {
      Checks.that(
          approximate.equals("none") || approximate.equals("tanh"),
          "`approximate` must be `none` or `tanh`, but is `" + approximate + "`");
      return new Gelu(approximate.equals("none"));
    }

    @Override
    public Gelu create() {
      return build();
    }
  }
}
