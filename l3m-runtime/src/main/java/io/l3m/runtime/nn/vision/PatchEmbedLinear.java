// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.norm.Norm;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** One token per patch by a linear layer on its pixels, channel by channel. */
public final class PatchEmbedLinear extends Patchifier {

  private final DenseLayer projection; // [D, C · h · w]
  private final Optional<Norm> norm;
  private final WeightInit style;
  private final double deviation;

  private PatchEmbedLinear(Builder b) {
    super(b);
    long pixels = b.channels() * geometry().patchHeight() * geometry().patchWidth();
    this.projection = child("proj", Linear.of(pixels, embedDim(), b.hasBias()));
    this.norm = b.norm().map(layer -> child("norm", layer));
    this.style = b.weightInitStyle;
    this.deviation = b.initStd;
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  Tensor project(Tensor image) {
    return projection.forward(geometry().patches(image));
  }

  @Override
  Tensor normalise(Tensor tokens) {
    return norm.map(layer -> layer.forward(tokens)).orElse(tokens);
  }

  @Override
  Parameter projectionWeight() {
    return projection.weight();
  }

  @Override
  protected void initialise() {
    Parameter weight = projection.weight();
    switch (style) {
      case TRUNC_NORMAL -> Init.truncatedNormal(weight, deviation);
      case KAIMING -> Init.kaimingNormal(weight, 1.0);
      case FAN_IN, FAN_IN_NORMAL -> Init.varianceScalingNormal(weight, 1.0);
      case PYTORCH -> {
        Init.kaimingUniform(weight);
        projection.bias().ifPresent(bias -> Init.defaultBias(bias, weight.shape()[1]));
      }
      // The default of the layer itself has already been drawn.
      case XAVIER, XAVIER_UNIFORM, FAN_IN_DEPTH_SCALED, NORMAL, ZERO -> {}
    }
    projection.bias().ifPresent(bias -> Init.constant(bias, 0));
  }

  /** Parameters of {@link PatchEmbedLinear}. */
  public static final class Builder extends PatchEmbedBuilder<Builder> {

    private WeightInit weightInitStyle = WeightInit.PYTORCH;
    private double initStd = 0.02;

    private Builder() {}

    @Override
    Builder self() {
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

    /** Makes the patchifier. */
    public PatchEmbedLinear build() {
      return new PatchEmbedLinear(this);
    }
  }
}
