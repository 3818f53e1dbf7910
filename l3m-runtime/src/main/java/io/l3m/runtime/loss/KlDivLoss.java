// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The Kullback-Leibler divergence, for predictions that are logarithms already. */
public final class KlDivLoss implements TargetLoss {

  private final Reduction reduction;
  private final boolean logTarget;

  private KlDivLoss(Reduction reduction, boolean logTarget) {
    this.reduction = reduction;
    this.logTarget = logTarget;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    if (reduction == Reduction.BATCHMEAN) {
      Tensor sum = torch.kl_div(prediction, target, Reduction.SUM.code(), logTarget);
      return sum.div(Scalars.of((double) prediction.size(0)));
    }
    return torch.kl_div(prediction, target, reduction.code(), logTarget);
  }

  /** Parameters of {@link KlDivLoss}. */
  public static final class Builder {

    private Reduction reduction = Reduction.MEAN;
    private boolean logTarget;

    private Builder() {}

    /** How elements become one number; their mean unless set. */
    @CanIgnoreReturnValue
    public Builder reduction(Reduction reduction) {
      this.reduction = reduction;
      return this;
    }

    /** Whether targets are logarithms as well; false unless set. */
    @CanIgnoreReturnValue
    public Builder logTarget(boolean logTarget) {
      this.logTarget = logTarget;
      return this;
    }

    /** Makes the loss. */
    public KlDivLoss build() {
      return new KlDivLoss(reduction, logTarget);
    }
  }
}
