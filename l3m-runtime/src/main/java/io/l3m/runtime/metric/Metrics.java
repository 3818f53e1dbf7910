// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.metric;

import io.l3m.runtime.block.Model;
import io.l3m.runtime.loss.Measure;
import java.util.List;

/**
 * Values that judge a model's outputs for a batch without being trained on.
 *
 * @param <B> the batch
 * @param <O> the model's outputs
 */
@FunctionalInterface
public interface Metrics<B, O> {

  /** Prepares an evaluation of a model as it is now; most metrics have nothing to prepare. */
  default void begin(Model<B, O> model) {}

  /** Computes the values, each a mean over the batch, or a share of it. */
  List<Measure> compute(B batch, O outputs);

  /** No values at all. */
  static <B, O> Metrics<B, O> none() {
    return (batch, outputs) -> List.of();
  }
}
