// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Squared for small differences, absolute for large ones, for each element. */
public final class SmoothDifference {

  private SmoothDifference() {}

  /** Starts a description, which is the function itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link SmoothDifference}. */
  public static final class Builder implements ElementLoss {

    private double beta = 1.0;

    private Builder() {}

    /** Where the one becomes the other; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder beta(double beta) {
      this.beta = beta;
      return this;
    }

    @Override
    public Tensor compute(Tensor prediction, Tensor target) {
      return torch.smooth_l1_loss(prediction, target, Reduction.NONE.code(), beta);
    }
  }
}
