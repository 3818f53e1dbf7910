// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.norm.BatchNorm1d;
import io.l3m.runtime.nn.norm.LayerNorm;
import io.l3m.runtime.nn.norm.Norm;
import org.bytedeco.pytorch.Tensor;

/**
 * {@link AttentionPoolingClassifier} whose queries ask directly and whose finds are not projected.
 */
public final class SimplifiedAttentionPoolingClassifier extends Layer {

  private final PoolingParts parts;
  private final DenseLayer key;
  private final DenseLayer value;
  private final QueryPooling pooling;
  private final HeadInit init;

  private SimplifiedAttentionPoolingClassifier(Builder b, boolean useBatchnorm) {
    long dim = Checks.positive("dim", b.dim);
    long count = Checks.positive("numQueries", b.numQueries);
    Checks.that(b.createQueries || count == 1, "`numQueries` above 1 needs `createQueries`");
    Parameter queries = b.createQueries ? parameter("cls_token", 1, count, dim) : null;
    this.key = child("k", Linear.of(dim, dim, b.qkvBias));
    this.value = child("v", Linear.of(dim, dim, b.qkvBias));
    DenseLayer linear =
        child("linear", Linear.of(dim, Checks.positive("outFeatures", b.outFeatures), true));
    Norm norm = b.useLayernorm ? child("norm", LayerNorm.builder().create(dim)) : null;
    BatchNorm1d batchNorm = useBatchnorm ? child("bn", HeadBatchNorm.of(dim)) : null;
    this.parts = new PoolingParts(queries, batchNorm, norm, linear);
    this.pooling = QueryPooling.of(dim, Checks.positive("numHeads", b.numHeads), b.qkScale);
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
   * @param x {@code [B, N, dim]}
   * @return {@code [B, out]}
   */
  @Override
  public Tensor forward(Tensor x) {
    PoolingParts.Asked asked = parts.ask(x);
    Tensor k = key.forward(asked.tokens());
    Tensor v = value.forward(asked.tokens());
    return parts.score(pooling.attend(asked.queries(), k, v));
  }

  @Override
  protected void initialise() {
    parts.initialiseQueries();
    init.apply(this);
  }

  /** Parameters of {@link SimplifiedAttentionPoolingClassifier}. */
  public static final class Builder implements HeadFactory {

    private long dim;
    private long outFeatures;
    private long numHeads = 12;
    private boolean qkvBias;
    private double qkScale;
    private boolean useLayernorm;
    private boolean useBatchnorm;
    private boolean createQueries = true;
    private WeightInit weightInitStyle = WeightInit.XAVIER;
    private double initStd = 0.02;
    private long numQueries = 1;

    private Builder() {}

    /** Width of the tokens. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = dim;
      return this;
    }

    /** Number of scores. */
    @CanIgnoreReturnValue
    public Builder outFeatures(long outFeatures) {
      this.outFeatures = outFeatures;
      return this;
    }

    /** Number of heads, a divisor of {@code dim}; 12 unless set. */
    @CanIgnoreReturnValue
    public Builder numHeads(long numHeads) {
      this.numHeads = numHeads;
      return this;
    }

    /** Whether keys and values have biases; false unless set. */
    @CanIgnoreReturnValue
    public Builder qkvBias(boolean qkvBias) {
      this.qkvBias = qkvBias;
      return this;
    }

    /** Factor of the logits; 1/√(dim / numHeads) unless set. */
    @CanIgnoreReturnValue
    public Builder qkScale(double qkScale) {
      this.qkScale = qkScale;
      return this;
    }

    /** Whether what the queries found is normalised, eps 1e-5; false unless set. */
    @CanIgnoreReturnValue
    public Builder useLayernorm(boolean useLayernorm) {
      this.useLayernorm = useLayernorm;
      return this;
    }

    /** Whether tokens are normalised over the batch, eps 1e-6; false unless set. */
    @CanIgnoreReturnValue
    public Builder useBatchnorm(boolean useBatchnorm) {
      this.useBatchnorm = useBatchnorm;
      return this;
    }

    /** Over all processes as well; without effect in a single one. */
    @CanIgnoreReturnValue
    public Builder syncBatchnorm(boolean syncBatchnorm) {
      return this;
    }

    /** Whether queries are learned rather than the first token; true unless set. */
    @CanIgnoreReturnValue
    public Builder createQueries(boolean createQueries) {
      this.createQueries = createQueries;
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

    /** How many queries; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder numQueries(long numQueries) {
      this.numQueries = numQueries;
      return this;
    }

    /** Makes the head. */
    public SimplifiedAttentionPoolingClassifier build() {
      return createHead(useBatchnorm);
    }

    @Override
    public SimplifiedAttentionPoolingClassifier createHead(boolean useBatchnorm) {
      return new SimplifiedAttentionPoolingClassifier(this, useBatchnorm);
    }
  }
}
