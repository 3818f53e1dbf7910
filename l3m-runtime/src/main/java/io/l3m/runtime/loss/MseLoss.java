// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The mean of the squared differences. */
public final class MseLoss implements TargetLoss {

  private final Reduction reduction;

  private MseLoss(Reduction reduction) {
    this.reduction = reduction;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes the loss.
   *
   * @param prediction of any shape
   * @param target of the same shape
   */
  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    return torch.mse_loss(prediction, TargetLoss.as(prediction, target), reduction.code());
  }

  /** Parameters of {@link MseLoss}. */
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
    public MseLoss build() {
      return new MseLoss(reduction);
    }
  }
}
