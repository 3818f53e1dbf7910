// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import org.bytedeco.pytorch.Tensor;

/** The mean over samples of -Σ target · log softmax(prediction), for targets that are weights. */
public final class SoftTargetCrossEntropy implements TargetLoss {

  private SoftTargetCrossEntropy() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes the loss.
   *
   * @param prediction {@code [..., C]} logits
   * @param target {@code [..., C]} weights of the classes
   */
  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    return prediction.log_softmax(-1).mul(target).sum(-1L).mean().neg();
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  /** Parameters of {@link SoftTargetCrossEntropy}. */
  public static final class Builder {

    private Builder() {}

    /** Makes the loss. */
    public SoftTargetCrossEntropy build() {
      return new SoftTargetCrossEntropy();
    }
  }
}
