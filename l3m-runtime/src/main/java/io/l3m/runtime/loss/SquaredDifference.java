// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The squared difference of each element. */
public final class SquaredDifference {

  private SquaredDifference() {}

  /** Starts a description, which is the function itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link SquaredDifference}. */
  public static final class Builder implements ElementLoss {

    private Builder() {}

    @Override
    public Tensor compute(Tensor prediction, Tensor target) {
      return torch.mse_loss(prediction, target, Reduction.NONE.code());
    }
  }
}
