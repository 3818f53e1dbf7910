// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.norm.LayerNormFp32;
import io.l3m.runtime.nn.norm.Norm;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Scores by a linear layer, on normalised inputs if asked for. */
public final class LinearClassifier extends Layer {

  private final @Nullable Norm norm;
  private final DenseLayer linear; // [out, in]
  private final HeadInit init;

  private LinearClassifier(Builder b) {
    long in = Checks.positive("inFeatures", b.inFeatures);
    Checks.that(
        b.weightInitStyle != WeightInit.FAN_IN_DEPTH_SCALED || b.encoderNumBlocks > 0,
        "`encoderNumBlocks` must be set for this `weightInitStyle`");
    this.norm =
        b.useLayernorm ? child("norm", LayerNormFp32.builder().normalizedShape(in).build()) : null;
    this.linear =
        child("linear", Linear.of(in, Checks.positive("outFeatures", b.outFeatures), b.useBias));
    this.init = new HeadInit(b.weightInitStyle, b.initStd, 1.0 / (double) (1 + b.encoderNumBlocks));
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Scores.
   *
   * @param x {@code [..., in]}
   * @return {@code [..., out]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return linear.forward(norm == null ? x : norm.forward(x));
  }

  @Override
  protected void initialise() {
    init.apply(this);
  }

  /** Parameters of {@link LinearClassifier}. */
  public static final class Builder implements HeadFactory {

    private long inFeatures;
    private long outFeatures;
    private boolean useLayernorm;
    private boolean useBatchnorm;
    private WeightInit weightInitStyle = WeightInit.XAVIER;
    private long encoderNumBlocks;
    private double initStd = 0.02;
    private boolean useBias = true;

    private Builder() {}

    /** Width of the input. */
    @CanIgnoreReturnValue
    public Builder inFeatures(long inFeatures) {
      this.inFeatures = inFeatures;
      return this;
    }

    /** Number of scores. */
    @CanIgnoreReturnValue
    public Builder outFeatures(long outFeatures) {
      this.outFeatures = outFeatures;
      return this;
    }

    /** Whether the input is normalised in float32, eps 1e-5; false unless set. */
    @CanIgnoreReturnValue
    public Builder useLayernorm(boolean useLayernorm) {
      this.useLayernorm = useLayernorm;
      return this;
    }

    /** Not supported, as in the original; false unless set. */
    @CanIgnoreReturnValue
    public Builder useBatchnorm(boolean useBatchnorm) {
      this.useBatchnorm = useBatchnorm;
      return this;
    }

    /** First values of the weight; Xavier's unless set. */
    @CanIgnoreReturnValue
    public Builder weightInitStyle(WeightInit weightInitStyle) {
      this.weightInitStyle = weightInitStyle;
      return this;
    }

    /** Depth of the trunk, for the style that depends on it. */
    @CanIgnoreReturnValue
    public Builder encoderNumBlocks(long encoderNumBlocks) {
      this.encoderNumBlocks = encoderNumBlocks;
      return this;
    }

    /** Deviation for the styles that have one; 0.02 unless set. */
    @CanIgnoreReturnValue
    public Builder initStd(double initStd) {
      this.initStd = initStd;
      return this;
    }

    /** Whether the layer has biases; true unless set. */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
      return this;
    }

    /** Makes the head. */
    public LinearClassifier build() {
      return createHead(useBatchnorm);
    }

    @Override
    public LinearClassifier createHead(boolean useBatchnorm) {
      Checks.that(!useBatchnorm, "`useBatchnorm` is not supported by a linear classifier");
      return new LinearClassifier(this);
    }
  }
}
