// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.WeightInit;

/** The parameters that both heads have which pool by attention. */
abstract class PoolingBuilder<S extends PoolingBuilder<S>> implements HeadFactory {

  long dim;
  long outFeatures;
  long numHeads;
  boolean qkvBias;
  double qkScale;
  boolean useLayernorm;
  boolean useBatchnorm;
  boolean createQueries = true;
  WeightInit weightInitStyle = WeightInit.XAVIER;
  double initStd = 0.02;
  long numQueries = 1;

  PoolingBuilder(long numHeads) {
    this.numHeads = numHeads;
  }

  abstract S self();

  /** Width of the tokens. */
  @CanIgnoreReturnValue
  public S dim(long dim) {
    this.dim = dim;
    return self();
  }

  /** Number of scores. */
  @CanIgnoreReturnValue
  public S outFeatures(long outFeatures) {
    this.outFeatures = outFeatures;
    return self();
  }

  /** Number of heads, a divisor of {@code dim}. */
  @CanIgnoreReturnValue
  public S numHeads(long numHeads) {
    this.numHeads = numHeads;
    return self();
  }

  /** Whether the projections of tokens have biases; false unless set. */
  @CanIgnoreReturnValue
  public S qkvBias(boolean qkvBias) {
    this.qkvBias = qkvBias;
    return self();
  }

  /** Factor of the logits; 1/√(dim / numHeads) unless set. */
  @CanIgnoreReturnValue
  public S qkScale(double qkScale) {
    this.qkScale = qkScale;
    return self();
  }

  /** Whether what the queries found is normalised, eps 1e-5; false unless set. */
  @CanIgnoreReturnValue
  public S useLayernorm(boolean useLayernorm) {
    this.useLayernorm = useLayernorm;
    return self();
  }

  /** Whether tokens are normalised over the batch, eps 1e-6; false unless set. */
  @CanIgnoreReturnValue
  public S useBatchnorm(boolean useBatchnorm) {
    this.useBatchnorm = useBatchnorm;
    return self();
  }

  /** Over all processes as well; without effect in a single one. */
  @CanIgnoreReturnValue
  public S syncBatchnorm(boolean syncBatchnorm) {
    return self();
  }

  /** Whether queries are learned rather than the first token; true unless set. */
  @CanIgnoreReturnValue
  public S createQueries(boolean createQueries) {
    this.createQueries = createQueries;
    return self();
  }

  /** First values of the weights; Xavier's unless set. */
  @CanIgnoreReturnValue
  public S weightInitStyle(WeightInit weightInitStyle) {
    this.weightInitStyle = weightInitStyle;
    return self();
  }

  /** Deviation for the style that has one; 0.02 unless set. */
  @CanIgnoreReturnValue
  public S initStd(double initStd) {
    this.initStd = initStd;
    return self();
  }

  /** How many queries; 1 unless set. */
  @CanIgnoreReturnValue
  public S numQueries(long numQueries) {
    this.numQueries = numQueries;
    return self();
  }
}
