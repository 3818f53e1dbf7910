// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import org.bytedeco.pytorch.Tensor;

/** A loss of each element by itself. */
@FunctionalInterface
public interface ElementLoss {

  /**
   * Computes the losses.
   *
   * @param prediction of any shape
   * @param target of the same shape
   * @return of the same shape
   */
  Tensor compute(Tensor prediction, Tensor target);
}
