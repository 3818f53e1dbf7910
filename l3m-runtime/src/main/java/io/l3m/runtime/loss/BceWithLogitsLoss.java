// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.tensor.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The binary cross entropy of each logit, every class apart. */
public final class BceWithLogitsLoss implements TargetLoss {

  private static final TensorOptional UNWEIGHTED = TensorScope.immortal(new TensorOptional());

  private final Reduction reduction;

  private BceWithLogitsLoss(Reduction reduction) {
    this.reduction = reduction;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    return torch.binary_cross_entropy_with_logits(
        prediction, target, UNWEIGHTED, UNWEIGHTED, reduction.code());
  }

  /** Parameters of {@link BceWithLogitsLoss}. */
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
    public BceWithLogitsLoss build() {
      return new BceWithLogitsLoss(reduction);
    }
  }
}
