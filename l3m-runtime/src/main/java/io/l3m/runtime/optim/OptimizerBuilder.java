// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** The parameters that optimisers of PyTorch have and that others decide about here. */
abstract class OptimizerBuilder<S extends OptimizerBuilder<S>> implements OptimizerFactory {

  abstract S self();

  /** Without effect: the schedule gives the learning rate of each step. */
  @CanIgnoreReturnValue
  public S lr(double lr) {
    return self();
  }

  /** Without effect: each group has its own. */
  @CanIgnoreReturnValue
  public S weightDecay(double weightDecay) {
    return self();
  }
}
