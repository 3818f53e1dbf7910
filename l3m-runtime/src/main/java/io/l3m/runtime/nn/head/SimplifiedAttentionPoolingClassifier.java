// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.Linear;
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

  /** Parameters of {@link SimplifiedAttentionPoolingClassifier}; 12 heads unless set. */
  public static final class Builder extends PoolingBuilder<Builder> {

    private Builder() {
      super(12);
    }

    @Override
    Builder self() {
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
