// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.checkpoint.StartingWeights;
import io.l3m.runtime.checkpoint.WeightLoad;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Seed;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How the tensors of a model get their first values: each from the seed, then some from files.
 *
 * @param weights the files, which are not looked at if a checkpoint follows
 * @param checkpointFollows whether all values will be replaced by those of a checkpoint
 * @param note is told in a line what the files gave
 */
record FirstValues(
    long seed,
    Device device,
    List<StartingWeights> weights,
    boolean checkpointFollows,
    Consumer<String> note) {

  static FirstValues of(
      Experiment<?, ?> experiment,
      Device device,
      boolean checkpointFollows,
      Consumer<String> note) {
    return new FirstValues(
        experiment.options().seed(), device, experiment.startingWeights(), checkpointFollows, note);
  }

  /**
   * Allocates and fills the tensors; the random numbers begin anew for the training itself.
   *
   * @throws RunFailure if the files do not fit the model
   */
  Parameters of(Model<?, ?> model) throws IOException {
    Parameters parameters = Parameters.of(model);
    if (checkpointFollows) {
      Set<String> all = parameters.state().keySet();
      parameters.allocate(device).initialise(seed, all);
    } else if (weights.isEmpty()) {
      parameters.allocate(device).initialise(seed);
    } else {
      WeightLoad load = WeightLoad.of(weights, parameters);
      parameters.allocate(device).initialise(seed, load.names());
      load.copyInto(parameters);
      note.accept(load.describe());
    }
    Seed.manual(seed);
    return parameters;
  }
}
