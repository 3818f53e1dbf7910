// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Squared for small differences, absolute for large ones, with a given slope, for each element. */
public final class HuberDifference {

  private HuberDifference() {}

  /** Starts a description, which is the function itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link HuberDifference}. */
  public static final class Builder implements ElementLoss {

    private double delta = 1.0;

    private Builder() {}

    /** Where the one becomes the other, and the slope; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder delta(double delta) {
      this.delta = delta;
      return this;
    }

    @Override
    public Tensor compute(Tensor prediction, Tensor target) {
      return torch.huber_loss(prediction, target, Reduction.NONE.code(), delta);
    }
  }
}
