// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.optim.OptimizerFactory;
import io.l3m.runtime.optim.ParameterGroups;
import io.l3m.runtime.optim.Schedule;
import java.util.List;
import java.util.OptionalDouble;

/** The section {@code optim} of a config. */
record Optimisation(
    OptimizerFactory optimizer,
    ParameterGroups groups,
    Schedule schedule,
    OptionalDouble gradientClip,
    long accumulationSteps,
    List<String> freeze,
    List<String> unfreeze) {

  Optimisation {
    freeze = List.copyOf(freeze);
    unfreeze = List.copyOf(unfreeze);
  }
}
