// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.data.Loader;
import io.l3m.runtime.data.MiniBatch;
import io.l3m.runtime.loss.Criterion;
import io.l3m.runtime.optim.Optimizer;
import io.l3m.runtime.tensor.Seed;
import io.l3m.runtime.tensor.TensorScope;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What changes from step to step, which is what a checkpoint holds. */
record Learner<B extends MiniBatch<B>, O>(
    Model<B, O> model,
    Parameters parameters,
    Optimizer optimizer,
    Criterion<B, O> criterion,
    Loader<B> loader) {

  /** The learner at its beginning, with the values that the start gives. */
  static <B extends MiniBatch<B>, O> Learner<B, O> create(
      Experiment<B, O> experiment, Optimisation optimisation, FirstValues values, Loader<B> loader)
      throws IOException {
    Model<B, O> model = experiment.newModel();
    Parameters parameters = values.of(model);
    optimisation.freeze().forEach(glob -> setTrainable(parameters, glob, false));
    optimisation.unfreeze().forEach(glob -> setTrainable(parameters, glob, true));
    optimisation.groups().scaleStart(parameters);
    Optimizer optimizer = optimisation.optimizer().create(optimisation.groupsOf(parameters));
    Criterion<B, O> criterion = experiment.objective().training();
    return new Learner<>(model, parameters, optimizer, criterion, loader);
  }

  private static void setTrainable(Parameters parameters, String glob, boolean trainable) {
    for (Parameter parameter : parameters.matching(glob)) {
      parameter.setTrainable(trainable);
    }
  }

  /** Its state after the given number of steps, apart from its tensors. */
  TrainState state(
      long step,
      boolean evaluationPending,
      Checkpoints.Keep keep,
      Map<String, String> environment) {
    return new TrainState(
        step,
        evaluationPending,
        keep,
        loader.position(),
        Base64.getEncoder().encodeToString(Seed.state()),
        LossMemory.of(criterion).means(),
        environment);
  }

  /** Takes the parameters and the optimiser's state of a checkpoint. */
  void restoreTensors(Checkpoint checkpoint) {
    restoreModel(parameters, checkpoint);
    try (TensorScope scope = TensorScope.open()) {
      optimizer.load(checkpoint.optimizer());
    } catch (IOException | IllegalArgumentException e) {
      throw unfit(checkpoint, e);
    }
  }

  /**
   * Takes the random numbers, what the loss remembers, and the place in the data.
   *
   * @param note is told in a line what a checkpoint of another loss does not know
   */
  void restoreProgress(TrainState state, Consumer<String> note) {
    LossMemory memory = new LossMemory(state.runningMeans());
    memory.giveTo(criterion);
    memory.tellWhatIsMissing(criterion, note);
    Seed.setState(Base64.getDecoder().decode(state.random()));
    loader.seek(state.loaderPosition());
  }

  /**
   * Takes the parameters of a checkpoint.
   *
   * @throws RunFailure if it is one of another model; then no parameter has changed
   */
  static void restoreModel(Parameters parameters, Checkpoint checkpoint) {
    try (TensorScope scope = TensorScope.open()) {
      List<NamedTensor> tensors = checkpoint.model();
      parameters.load(tensors, true);
    } catch (IOException | IllegalArgumentException e) {
      throw unfit(checkpoint, e);
    }
  }

  private static RunFailure unfit(Checkpoint checkpoint, Exception e) {
    return new RunFailure(
        "The checkpoint `%s` cannot be used here. %s".formatted(checkpoint.path(), Reasons.of(e)),
        e);
  }
}
