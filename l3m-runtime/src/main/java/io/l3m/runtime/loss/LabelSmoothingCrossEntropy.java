// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.Tensor;

/** The mean over samples of (1 - s) · -log p(target) + s · the mean of -log p over all classes. */
public final class LabelSmoothingCrossEntropy implements TargetLoss {

  private final double smoothing;

  private LabelSmoothingCrossEntropy(double smoothing) {
    this.smoothing = smoothing;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes the loss.
   *
   * @param prediction {@code [B, C]} logits
   * @param target {@code [B]} int64 classes
   */
  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    Tensor logProbabilities = prediction.log_softmax(-1);
    Tensor chosen = logProbabilities.gather(-1, target.unsqueeze(1)).squeeze(1).neg();
    Tensor spread = logProbabilities.mean(-1L).neg();
    return chosen.mul(Scalars.of(1.0 - smoothing)).add(spread.mul(Scalars.of(smoothing))).mean();
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  /** Parameters of {@link LabelSmoothingCrossEntropy}. */
  public static final class Builder {

    private double smoothing = 0.1;

    private Builder() {}

    /** The weight of the even spread; 0.1 unless set. */
    @CanIgnoreReturnValue
    public Builder smoothing(double smoothing) {
      this.smoothing = smoothing;
      return this;
    }

    /** Makes the loss. */
    public LabelSmoothingCrossEntropy build() {
      return new LabelSmoothingCrossEntropy(Checks.probabilityBelowOne("smoothing", smoothing));
    }
  }
}
