// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The absolute difference of each element. */
public final class AbsoluteDifference {

  private AbsoluteDifference() {}

  /** Starts a description, which is the function itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link AbsoluteDifference}. */
  public static final class Builder implements ElementLoss {

    private Builder() {}

    @Override
    public Tensor compute(Tensor prediction, Tensor target) {
      return torch.l1_loss(prediction, target, Reduction.NONE.code());
    }
  }
}
