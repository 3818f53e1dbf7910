// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.layer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.WeightInit;

/** A linear layer whose weight starts in one of several ways, and whose bias starts at 0. */
public final class LinearWithCustomInit extends DenseLayer {

  private final WeightInit style;
  private final double deviation;

  private LinearWithCustomInit(Builder b) {
    super(
        Checks.positive("inFeatures", b.inFeatures),
        Checks.positive("outFeatures", b.outFeatures),
        b.bias);
    this.style = b.weightInitStyle;
    this.deviation = b.initStd;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  protected void initialise() {
    switch (style) {
      case TRUNC_NORMAL -> Init.truncatedNormal(weight(), deviation);
      case KAIMING -> Init.kaimingNormal(weight(), Math.sqrt(2.0));
      case FAN_IN -> Init.varianceScalingNormal(weight(), 1.0);
      case PYTORCH -> super.initialise();
      case XAVIER, XAVIER_UNIFORM, FAN_IN_NORMAL, FAN_IN_DEPTH_SCALED, NORMAL, ZERO ->
          throw new IllegalStateException("The builder rejects " + style);
    }
    bias().ifPresent(bias -> Init.constant(bias, 0));
  }

  /** Parameters of {@link LinearWithCustomInit}. */
  public static final class Builder {

    private long inFeatures;
    private long outFeatures;
    private boolean bias = true;
    private WeightInit weightInitStyle = WeightInit.PYTORCH;
    private double initStd = 0.02;

    private Builder() {}

    /** Width of the input. */
    @CanIgnoreReturnValue
    public Builder inFeatures(long inFeatures) {
      this.inFeatures = inFeatures;
      return this;
    }

    /** Width of the output. */
    @CanIgnoreReturnValue
    public Builder outFeatures(long outFeatures) {
      this.outFeatures = outFeatures;
      return this;
    }

    /** Whether a bias is added; true unless set. */
    @CanIgnoreReturnValue
    public Builder bias(boolean bias) {
      this.bias = bias;
      return this;
    }

    /** First values of the weight; PyTorch's unless set. */
    @CanIgnoreReturnValue
    public Builder weightInitStyle(WeightInit weightInitStyle) {
      this.weightInitStyle = weightInitStyle;
      return this;
    }

    /** Deviation for the style that has one; 0.02 unless set. */
    @CanIgnoreReturnValue
    public Builder initStd(double initStd) {
      this.initStd = initStd;
      return this;
    }

    /** Makes the layer. */
    public LinearWithCustomInit build() {
      Checks.that(
          switch (weightInitStyle) {
            case TRUNC_NORMAL, KAIMING, FAN_IN, PYTORCH -> true;
            case XAVIER, XAVIER_UNIFORM, FAN_IN_NORMAL, FAN_IN_DEPTH_SCALED, NORMAL, ZERO -> false;
          },
          "A layer of its own does not know the `weightInitStyle` " + weightInitStyle);
      return new LinearWithCustomInit(this);
    }
  }
}
