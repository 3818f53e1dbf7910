// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Dropout;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.norm.BatchNorm1d;
import io.l3m.runtime.nn.norm.LayerNorm;
import io.l3m.runtime.nn.norm.Norm;
import org.bytedeco.pytorch.Tensor;

/** Scores of the mean of what a few queries gather from the tokens by attention. */
public final class AttentionPoolingClassifier extends Layer {

  private final PoolingParts parts;
  private final DenseLayer query;
  private final DenseLayer key;
  private final DenseLayer value;
  private final DenseLayer projection;
  private final QueryPooling pooling;
  private final Dropout attentionDropout;
  private final Dropout dropout;
  private final HeadInit init;

  private AttentionPoolingClassifier(Builder b, boolean useBatchnorm) {
    long dim = Checks.positive("dim", b.dim);
    long count = Checks.positive("numQueries", b.numQueries);
    Checks.that(b.createQueries || count == 1, "`numQueries` above 1 needs `createQueries`");
    Parameter queries = b.createQueries ? parameter("cls_token", 1, count, dim) : null;
    this.query = child("q", Linear.of(dim, dim, b.qkvBias));
    this.key = child("k", Linear.of(dim, dim, b.qkvBias));
    this.value = child("v", Linear.of(dim, dim, b.qkvBias));
    this.attentionDropout = Dropout.of(Checks.probability("attnDrop", b.attnDrop));
    child("attn_drop", attentionDropout);
    this.projection = child("proj", Linear.of(dim, dim, true));
    this.dropout = child("proj_drop", Dropout.of(Checks.probability("projDrop", b.projDrop)));
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
    Tensor q = query.forward(asked.queries());
    Tensor k = key.forward(asked.tokens());
    Tensor v = value.forward(asked.tokens());
    Tensor found = pooling.attend(q, k, v, attentionDropout);
    return parts.score(dropout.forward(projection.forward(found)));
  }

  @Override
  protected void initialise() {
    parts.initialiseQueries();
    init.apply(this);
  }

  /** Parameters of {@link AttentionPoolingClassifier}; 8 heads unless set. */
  public static final class Builder extends PoolingBuilder<Builder> {

    private double attnDrop;
    private double projDrop;

    private Builder() {
      super(8);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Dropout of attention weights, in training only. */
    @CanIgnoreReturnValue
    public Builder attnDrop(double attnDrop) {
      this.attnDrop = attnDrop;
      return this;
    }

    /** Dropout of what the queries found, in training only. */
    @CanIgnoreReturnValue
    public Builder projDrop(double projDrop) {
      this.projDrop = projDrop;
      return this;
    }

    /** Makes the head. */
    public AttentionPoolingClassifier build() {
      return createHead(useBatchnorm);
    }

    @Override
    public AttentionPoolingClassifier createHead(boolean useBatchnorm) {
      return new AttentionPoolingClassifier(this, useBatchnorm);
    }
  }
}
