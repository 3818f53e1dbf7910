// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Squared for small differences, absolute for large ones. */
public final class SmoothL1Loss implements TargetLoss {

  private final Reduction reduction;
  private final double beta;

  private SmoothL1Loss(Reduction reduction, double beta) {
    this.reduction = reduction;
    this.beta = beta;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    return torch.smooth_l1_loss(
        prediction, TargetLoss.as(prediction, target), reduction.code(), beta);
  }

  /** Parameters of {@link SmoothL1Loss}. */
  public static final class Builder {

    private Reduction reduction = Reduction.MEAN;
    private double beta = 1.0;

    private Builder() {}

    /** How elements become one number; their mean unless set. */
    @CanIgnoreReturnValue
    public Builder reduction(Reduction reduction) {
      this.reduction = reduction;
      return this;
    }

    /** Where the one becomes the other; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder beta(double beta) {
      this.beta = beta;
      return this;
    }

    /** Makes the loss. */
    public SmoothL1Loss build() {
      return new SmoothL1Loss(reduction, beta);
    }
  }
}
