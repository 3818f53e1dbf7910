// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * x where it is positive, else weight · x with a slope that is learned (He et al. 2015,
 * https://arxiv.org/abs/1502.01852).
 */
public final class Prelu extends Activation {

  private final Parameter weight; // [numParameters]
  private final double init;

  private Prelu(Builder b) {
    this.weight = parameter("weight", Checks.positive("numParameters", b.numParameters));
    this.init = b.init;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Applies the layer.
   *
   * @param x {@code [...]}; with more than one slope {@code [B, numParameters, ...]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return torch.prelu(x, weight.tensor());
  }

  @Override
  protected void initialise() {
    Init.constant(weight, init);
  }

  /** Parameters of {@link Prelu}. */
  public static final class Builder implements ActivationFactory {

    private long numParameters = 1;
    private double init = 0.25;

    private Builder() {}

    /** The number of slopes: 1 for all, unless set, or one for each channel. */
    @CanIgnoreReturnValue
    public Builder numParameters(long numParameters) {
      this.numParameters = numParameters;
      return this;
    }

    /** What every slope starts as; 0.25 unless set. */
    @CanIgnoreReturnValue
    public Builder init(double init) {
      this.init = init;
      return this;
    }

    /** Makes the layer. */
    public Prelu build() {
      return new Prelu(this);
    }

    @Override
    public Prelu create() {
      return build();
    }
  }
}
