// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Squared for small differences, absolute for large ones, with a given slope. */
public final class HuberLoss implements TargetLoss {

  private final Reduction reduction;
  private final double delta;

  private HuberLoss(Reduction reduction, double delta) {
    this.reduction = reduction;
    this.delta = delta;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    return torch.huber_loss(prediction, target, reduction.code(), delta);
  }

  /** Parameters of {@link HuberLoss}. */
  public static final class Builder {

    private Reduction reduction = Reduction.MEAN;
    private double delta = 1.0;

    private Builder() {}

    /** How elements become one number; their mean unless set. */
    @CanIgnoreReturnValue
    public Builder reduction(Reduction reduction) {
      this.reduction = reduction;
      return this;
    }

    /** Where the one becomes the other, and the slope; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder delta(double delta) {
      this.delta = delta;
      return this;
    }

    /** Makes the loss. */
    public HuberLoss build() {
      return new HuberLoss(reduction, delta);
    }
  }
}
