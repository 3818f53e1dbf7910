// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.tensor.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The negative log likelihood of the right class, for predictions that are logarithms already. */
public final class NllLoss implements TargetLoss {

  private static final TensorOptional UNWEIGHTED = TensorScope.immortal(new TensorOptional());

  private final Reduction reduction;
  private final long ignoreIndex;

  private NllLoss(Reduction reduction, long ignoreIndex) {
    this.reduction = reduction;
    this.ignoreIndex = ignoreIndex;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    return torch.nll_loss(prediction, target, UNWEIGHTED, reduction.code(), ignoreIndex);
  }

  /** Parameters of {@link NllLoss}. */
  public static final class Builder {

    private long ignoreIndex = -100;
    private Reduction reduction = Reduction.MEAN;

    private Builder() {}

    /** The class whose samples do not count; -100 unless set. */
    @CanIgnoreReturnValue
    public Builder ignoreIndex(long ignoreIndex) {
      this.ignoreIndex = ignoreIndex;
      return this;
    }

    /** How samples become one number; their mean unless set. */
    @CanIgnoreReturnValue
    public Builder reduction(Reduction reduction) {
      this.reduction = reduction;
      return this;
    }

    /** Makes the loss. */
    public NllLoss build() {
      return new NllLoss(reduction, ignoreIndex);
    }
  }
}
