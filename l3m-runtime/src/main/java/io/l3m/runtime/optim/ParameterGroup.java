// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import io.l3m.runtime.block.Parameter;
import java.util.List;

/**
 * Parameters that an optimiser treats alike.
 *
 * @param parameters the trainable parameters, in the model's order
 * @param lrScale factor of the learning rate, 1 for most
 * @param weightDecay the decay of this group, whatever the optimiser's own default is
 */
public record ParameterGroup(List<Parameter> parameters, double lrScale, double weightDecay) {

  /** Copies the list. */
  public ParameterGroup {
    parameters = List.copyOf(parameters);
  }
}
