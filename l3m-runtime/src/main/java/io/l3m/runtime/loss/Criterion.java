// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import java.util.Map;

/**
 * The loss of a model's outputs for a batch.
 *
 * @param <B> the batch
 * @param <O> the model's outputs
 */
@FunctionalInterface
public interface Criterion<B, O> {

  /** Computes the loss and what to report beside it. */
  LossValue compute(B batch, O outputs);

  /** What it remembers from batch to batch, under names that last; most remember nothing. */
  default Map<String, RunningMean> runningMeans() {
    return Map.of();
  }
}
