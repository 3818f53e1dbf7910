// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Buffer;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A projection into the space that images and texts share, of unit length and divided by a learned
 * temperature as asked for (Radford et al. 2021, https://arxiv.org/abs/2103.00020).
 */
public final class ClipHead extends Layer {

  private static final double SHORTEST = 1e-12;
  private static final ScalarOptional TWO =
      TensorScope.immortal(new ScalarOptional(Scalars.of(2L)));
  private static final long[] LAST = {-1};

  private final @Nullable Parameter logLogitScale; // [1]
  private final @Nullable Buffer maxLogLogitScale; // []
  private final DenseLayer linear;
  private final boolean unitLength;
  private final double initialLogScale;
  private final double largestLogScale;

  /**
   * All results.
   *
   * @param output {@code [..., out]}
   * @param logitScale one over the temperature, {@code [1]}
   */
  public record All(Tensor output, Tensor logitScale) {}

  private ClipHead(Builder b) {
    Checks.that(b.applyL2Norm || !b.applyTemperature, "`applyTemperature` needs `applyL2Norm`");
    this.unitLength = b.applyL2Norm;
    this.initialLogScale = Math.log(1 / b.initTemperature);
    this.largestLogScale = Math.log(b.maxLogitScale);
    this.logLogitScale =
        !b.applyTemperature
            ? null
            : b.learnableTemperature
                ? parameter("log_logit_scale", 1)
                : frozen("log_logit_scale", 1);
    this.maxLogLogitScale =
        b.learnableTemperature ? persistentBuffer("max_log_logit_scale", Dtype.FLOAT32) : null;
    long in = Checks.positive("inFeatures", b.inFeatures);
    long out = Checks.positive("outFeatures", b.outFeatures);
    this.linear = child("linear", Linear.of(in, out, b.useBias));
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
   * Projects.
   *
   * @param x {@code [..., in]}
   * @return {@code [..., out]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return logLogitScale == null ? direction(x) : forwardAll(x).output();
  }

  /** As {@link #forward}, and the scale of the logits; only for a head with a temperature. */
  public All forwardAll(Tensor x) {
    if (logLogitScale == null) {
      throw new IllegalStateException("This head has no temperature; set `applyTemperature`");
    }
    if (maxLogLogitScale != null) {
      clamp(logLogitScale.tensor(), maxLogLogitScale.tensor());
    }
    Tensor scale = logLogitScale.tensor().exp();
    return new All(scale.mul(direction(x)), scale);
  }

  private static void clamp(Tensor value, Tensor largest) {
    try (GradMode none = GradMode.disabled();
        TensorScope scope = TensorScope.open()) {
      value.copy_(value.clamp_min(Scalars.of(0.0)).minimum(largest));
    }
  }

  private Tensor direction(Tensor x) {
    Tensor y = linear.forward(x);
    if (!unitLength) {
      return y;
    }
    return y.div(y.norm(TWO, LAST, true).clamp_min(Scalars.of(SHORTEST)));
  }

  @Override
  protected void initialise() {
    if (logLogitScale != null) {
      Init.constant(logLogitScale, initialLogScale);
    }
    if (maxLogLogitScale != null) {
      Init.constant(maxLogLogitScale, largestLogScale);
    }
  }

  /** Parameters of {@link ClipHead}. */
  public static final class Builder {

    private long inFeatures;
    private long outFeatures;
    private boolean useBias;
    private boolean applyL2Norm = true;
    private boolean applyTemperature;
    private double initTemperature = 0.07;
    private double maxLogitScale = 100;
    private boolean learnableTemperature = true;

    private Builder() {}

    /** Width of the input. */
    @CanIgnoreReturnValue
    public Builder inFeatures(long inFeatures) {
      this.inFeatures = inFeatures;
      return this;
    }

    /** Width of the shared space. */
    @CanIgnoreReturnValue
    public Builder outFeatures(long outFeatures) {
      this.outFeatures = outFeatures;
      return this;
    }

    /** Whether the projection has a bias; false unless set. */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
      return this;
    }

    /** Whether vectors are made of unit length; true unless set. */
    @CanIgnoreReturnValue
    public Builder applyL2Norm(boolean applyL2Norm) {
      this.applyL2Norm = applyL2Norm;
      return this;
    }

    /** Whether they are divided by the temperature; false unless set. */
    @CanIgnoreReturnValue
    public Builder applyTemperature(boolean applyTemperature) {
      this.applyTemperature = applyTemperature;
      return this;
    }

    /** The temperature at first; 0.07 unless set. */
    @CanIgnoreReturnValue
    public Builder initTemperature(double initTemperature) {
      this.initTemperature = initTemperature;
      return this;
    }

    /** The largest inverse of it; 100 unless set. */
    @CanIgnoreReturnValue
    public Builder maxLogitScale(double maxLogitScale) {
      this.maxLogitScale = maxLogitScale;
      return this;
    }

    /** Whether it is learned; true unless set. */
    @CanIgnoreReturnValue
    public Builder learnableTemperature(boolean learnableTemperature) {
      this.learnableTemperature = learnableTemperature;
      return this;
    }

    /** Makes the head. */
    public ClipHead build() {
      return new ClipHead(this);
    }
  }
}
