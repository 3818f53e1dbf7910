// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import io.l3m.runtime.block.NamedTensor;
import java.util.List;

/** Changes parameters in place by their gradients. */
public interface Optimizer {

  /**
   * Makes one step; parameters without a gradient stay as they are.
   *
   * @param learningRate before each group's own factor
   */
  void step(double learningRate);

  /** The groups that this optimiser was made for. */
  List<ParameterGroup> groups();

  /**
   * What must be saved to go on later as if nothing had happened: one tensor per parameter and kind
   * of state, named {@code <parameter>.<kind>}, such as {@code head.linear.weight.exp_avg}.
   */
  List<NamedTensor> state();

  /**
   * Restores what {@link #state} gave.
   *
   * @throws IllegalArgumentException if names or shapes are not those of this optimiser
   */
  void load(List<NamedTensor> state);
}
