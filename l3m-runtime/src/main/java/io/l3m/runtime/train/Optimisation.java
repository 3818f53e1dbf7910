// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.optim.OptimizerFactory;
import io.l3m.runtime.optim.ParameterGroup;
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

  /** The groups of a model's trainable parameters. */
  List<ParameterGroup> groupsOf(Parameters parameters) {
    List<ParameterGroup> scaled = groups.of(parameters);
    return schedule.scalesGroups()
        ? scaled
        : scaled.stream().map(g -> new ParameterGroup(g.parameters(), 1, g.weightDecay())).toList();
  }
}
