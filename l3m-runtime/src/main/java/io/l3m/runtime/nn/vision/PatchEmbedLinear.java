// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** One token per patch by a linear layer on its pixels, channel by channel. */
public final class PatchEmbedLinear extends Patchifier {

  private final PatchGeometry geometry;
  private final DenseLayer projection; // [D, C · h · w]
  private final @Nullable Norm norm;
  private final WeightInit style;
  private final double deviation;

  private PatchEmbedLinear(Builder b, PatchGeometry geometry) {
    super(Checks.positive("embedDim", b.embedDim), geometry.grid());
    this.geometry = geometry;
    long pixels =
        Checks.positive("inChans", b.inChans) * geometry.patchHeight() * geometry.patchWidth();
    this.projection = child("proj", Linear.of(pixels, b.embedDim, b.useBias));
    this.norm = b.normLayer == null ? null : child("norm", b.normLayer.create(b.embedDim));
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
    return projection.forward(geometry.patches(image));
  }

  @Override
  Tensor normalise(Tensor tokens) {
    return norm == null ? tokens : norm.forward(tokens);
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
  public static final class Builder {

    private long[] imgSize = {224};
    private long[] patchSize = {16};
    private long inChans = 3;
    private long embedDim = 768;
    private @Nullable NormFactory normLayer;
    private boolean useBias = true;
    private WeightInit weightInitStyle = WeightInit.PYTORCH;
    private double initStd = 0.02;

    private Builder() {}

    /** Height and width of images, or one number for both; 224 unless set. */
    @CanIgnoreReturnValue
    public Builder imgSize(long... imgSize) {
      this.imgSize = imgSize.clone();
      return this;
    }

    /** Height and width of patches, or one number for both; 16 unless set. */
    @CanIgnoreReturnValue
    public Builder patchSize(long... patchSize) {
      this.patchSize = patchSize.clone();
      return this;
    }

    /** Channels of images; 3 unless set. */
    @CanIgnoreReturnValue
    public Builder inChans(long inChans) {
      this.inChans = inChans;
      return this;
    }

    /** Width of the tokens; 768 unless set. */
    @CanIgnoreReturnValue
    public Builder embedDim(long embedDim) {
      this.embedDim = embedDim;
      return this;
    }

    /** Normalises the tokens; nothing does unless set. */
    @CanIgnoreReturnValue
    public Builder normLayer(NormFactory normLayer) {
      this.normLayer = normLayer;
      return this;
    }

    /** Whether the layer has biases; true unless set. */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
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
      return new PatchEmbedLinear(this, PatchGeometry.of(imgSize, patchSize));
    }
  }
}
