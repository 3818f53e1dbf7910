// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import org.bytedeco.pytorch.Tensor;

/** A loss of a prediction and what it should have been. */
@FunctionalInterface
public interface TargetLoss {

  /**
   * Computes the loss.
   *
   * @return a tensor without dimensions
   */
  Tensor forward(Tensor prediction, Tensor target);

  /** A target in the type of numbers that the prediction has: classes may come as integers. */
  static Tensor as(Tensor prediction, Tensor target) {
    return target.to(prediction.scalar_type());
  }

  /** Whether it is the mean of the samples' own losses; no, unless a class knows better. */
  default boolean isMeanOverSamples() {
    return false;
  }
}
