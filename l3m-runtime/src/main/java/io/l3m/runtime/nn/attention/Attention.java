// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * Multi-head attention written out step by step, with one joint projection; it takes no mask and
 * knows no positions.
 */
public final class Attention extends SelfAttention {

  private final FusedProjection projections;
  private final StepwiseAttention steps;

  private Attention(Builder b, boolean useBias) {
    FusedProjection.Widths widths = new FusedProjection.Widths(b.dim, b.numHeads);
    this.projections = new FusedProjection(this, widths, b.qkvBias, useBias, b.projDrop);
    this.steps = new StepwiseAttention(this, widths.factor(b.qkScale), b.attnDrop);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x, AttentionMask mask, Positions positions) {
    FusedProjection.Heads parts = projections.split(x);
    return projections.join(steps.attend(parts, Optional.empty()));
  }

  /** Parameters of {@link Attention}. */
  public static final class Builder implements AttentionFactory {

    private long dim;
    private long numHeads = 8;
    private boolean qkvBias;
    private double qkScale;
    private double attnDrop;
    private double projDrop;
    private boolean useBias = true;

    private Builder() {}

    /** Width of the tokens. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = dim;
      return this;
    }

    /** Number of heads, a divisor of {@code dim}; 8 unless set. */
    @CanIgnoreReturnValue
    public Builder numHeads(long numHeads) {
      this.numHeads = numHeads;
      return this;
    }

    /** Whether the joint projection has a bias; false unless set. */
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

    /** Dropout of attention weights, in training only. */
    @CanIgnoreReturnValue
    public Builder attnDrop(double attnDrop) {
      this.attnDrop = attnDrop;
      return this;
    }

    /** Dropout of the result, in training only. */
    @CanIgnoreReturnValue
    public Builder projDrop(double projDrop) {
      this.projDrop = projDrop;
      return this;
    }

    /** Whether the projection of the result has a bias; true unless set. */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
      return this;
    }

    /** Makes the layer. */
    public Attention build() {
      return create(useBias);
    }

    @Override
    public Attention create(boolean useBias) {
      return new Attention(this, useBias);
    }
  }
}
