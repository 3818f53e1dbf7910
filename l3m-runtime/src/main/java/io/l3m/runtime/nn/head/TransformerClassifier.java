// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.attention.AttentionFactory;
import io.l3m.runtime.nn.norm.LayerNorm;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import io.l3m.runtime.nn.trunk.TransformerBlock;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Scores of the mean of the tokens after one more transformer block. */
public final class TransformerClassifier extends Layer {

  private final TransformerBlock block;
  private final @Nullable Norm norm;
  private final DenseLayer linear;
  private final HeadInit init;

  private TransformerClassifier(Builder b) {
    long in = Checks.positive("inFeatures", b.inFeatures);
    Checks.that(!b.useBatchnorm, "`useBatchnorm` is not supported by a transformer classifier");
    this.block =
        child(
            "block",
            TransformerBlock.builder()
                .embedDim(in)
                .attnTarget(Checks.given("attnTarget", b.attnTarget))
                .mlpHiddenDim((long) (b.mlpRatio * (double) in))
                .normLayer(b.normLayer)
                .build());
    this.norm = b.useLayernorm ? child("norm", LayerNorm.builder().create(in)) : null;
    this.linear =
        child("linear", Linear.of(in, Checks.positive("outFeatures", b.outFeatures), true));
    this.init = new HeadInit(b.weightInitStyle, b.initStd, 1.0);
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
   * @param x {@code [B, N, in]}
   * @return {@code [B, out]}
   */
  @Override
  public Tensor forward(Tensor x) {
    Tensor vector = block.forward(x).mean(1L);
    return linear.forward(norm == null ? vector : norm.forward(vector));
  }

  @Override
  protected void initialise() {
    init.apply(this);
  }

  /** Parameters of {@link TransformerClassifier}. */
  public static final class Builder {

    private long inFeatures;
    private long outFeatures;
    private @Nullable AttentionFactory attnTarget;
    private double mlpRatio = 4;
    private boolean useLayernorm;
    private boolean useBatchnorm;
    private NormFactory normLayer = NormFactory.standard();
    private WeightInit weightInitStyle = WeightInit.XAVIER;
    private double initStd = 0.02;

    private Builder() {}

    /** Width of the tokens. */
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

    /** Makes the attention layer of the block. */
    @CanIgnoreReturnValue
    public Builder attnTarget(AttentionFactory attnTarget) {
      this.attnTarget = attnTarget;
      return this;
    }

    /** Width of its feed-forward network over {@code inFeatures}; 4 unless set. */
    @CanIgnoreReturnValue
    public Builder mlpRatio(double mlpRatio) {
      this.mlpRatio = mlpRatio;
      return this;
    }

    /** Whether the mean is normalised, eps 1e-5; false unless set. */
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

    /** Makes the norms of the block. */
    @CanIgnoreReturnValue
    public Builder normLayer(NormFactory normLayer) {
      this.normLayer = normLayer;
      return this;
    }

    /** First values of the weights; Xavier's unless set. */
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

    /** Makes the head. */
    public TransformerClassifier build() {
      return new TransformerClassifier(this);
    }
  }
}
