// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** The parameters that all attention layers have. */
abstract class AttentionBuilder<S extends AttentionBuilder<S>> {

  private long dim;
  private long numHeads;
  private boolean qkvBias;
  private double qkScale;
  private double attnDrop;
  private double projDrop;
  private boolean useBias = true;

  /**
   * @param numHeads how many there are unless set; 0 if they must be set
   */
  AttentionBuilder(long numHeads) {
    this.numHeads = numHeads;
  }

  abstract S self();

  /** Width of the tokens. */
  @CanIgnoreReturnValue
  public S dim(long dim) {
    this.dim = dim;
    return self();
  }

  /** Number of heads that share the width. */
  @CanIgnoreReturnValue
  public S numHeads(long numHeads) {
    this.numHeads = numHeads;
    return self();
  }

  /** Whether queries, keys and values have biases; false unless set. */
  @CanIgnoreReturnValue
  public S qkvBias(boolean qkvBias) {
    this.qkvBias = qkvBias;
    return self();
  }

  /**
   * Factor of the logits; 1/√headDim unless set, and in the layers that have no other, as in the
   * original.
   */
  @CanIgnoreReturnValue
  public S qkScale(double qkScale) {
    this.qkScale = qkScale;
    return self();
  }

  /** Dropout of attention weights, in the layers that have it; 0 unless set. */
  @CanIgnoreReturnValue
  public S attnDrop(double attnDrop) {
    this.attnDrop = attnDrop;
    return self();
  }

  /** Dropout of the result, in training only; 0 unless set. */
  @CanIgnoreReturnValue
  public S projDrop(double projDrop) {
    this.projDrop = projDrop;
    return self();
  }

  /** Whether the projection of the result has a bias; true unless set. */
  @CanIgnoreReturnValue
  public S useBias(boolean useBias) {
    this.useBias = useBias;
    return self();
  }

  final long dim() {
    return dim;
  }

  final long numHeads() {
    return numHeads;
  }

  final boolean qkvBias() {
    return qkvBias;
  }

  final double qkScale() {
    return qkScale;
  }

  final double attnDrop() {
    return attnDrop;
  }

  final double projDrop() {
    return projDrop;
  }

  final boolean useBias() {
    return useBias;
  }

  final FusedProjection.Widths widths() {
    return new FusedProjection.Widths(dim, numHeads);
  }

  /** One joint projection for queries, keys and values. */
  final FusedProjection fused(SelfAttention owner, boolean outputBias) {
    return new FusedProjection(owner, widths(), qkvBias, outputBias, projDrop);
  }
}
