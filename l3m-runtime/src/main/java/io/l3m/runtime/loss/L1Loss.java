// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The mean of the absolute differences. */
public final class L1Loss implements TargetLoss {

  private final Reduction reduction;

  private L1Loss(Reduction reduction) {
    this.reduction = reduction;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    return torch.l1_loss(prediction, TargetLoss.as(prediction, target), reduction.code());
  }

  /** Parameters of {@link L1Loss}. */
  public static final class Builder {

    private Reduction reduction = Reduction.MEAN;

    private Builder() {}

    /** How elements become one number; their mean unless set. */
    @CanIgnoreReturnValue
    public Builder reduction(Reduction reduction) {
      this.reduction = reduction;
      return this;
    }

    /** Makes the loss. */
    public L1Loss build() {
      return new L1Loss(reduction);
    }
  }
}
