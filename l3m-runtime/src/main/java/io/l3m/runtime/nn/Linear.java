// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;

/** y = x · weightᵀ + bias on the last dimension, initialised as PyTorch does. */
public final class Linear extends DenseLayer {

  private Linear(long inFeatures, long outFeatures, boolean useBias) {
    super(inFeatures, outFeatures, useBias);
  }

  /** A layer of these widths. */
  public static Linear of(long inFeatures, long outFeatures, boolean useBias) {
    return new Linear(inFeatures, outFeatures, useBias);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link Linear}. */
  public static final class Builder {

    private long inFeatures;
    private long outFeatures;
    private boolean bias = true;

    private Builder() {}

    /** Width of the input. */
    @CanIgnoreReturnValue
    public Builder inFeatures(long inFeatures) {
      this.inFeatures = inFeatures;
      return this;
    }

    /** Width of the output. */
    @CanIgnoreReturnValue
    public Builder outFeatures(long outFeatures) {
      this.outFeatures = outFeatures;
      return this;
    }

    /** Whether a bias is added; true unless set. */
    @CanIgnoreReturnValue
    public Builder bias(boolean bias) {
      this.bias = bias;
      return this;
    }

    /** Makes the layer. */
    public Linear build() {
      return new Linear(
          Checks.positive("inFeatures", inFeatures),
          Checks.positive("outFeatures", outFeatures),
          bias);
    }
  }
}
