// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.block.Model;
import io.l3m.runtime.data.Loader;
import io.l3m.runtime.data.MiniBatch;
import io.l3m.runtime.log.EvaluationReport;
import io.l3m.runtime.log.RunLog;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Seed;
import io.l3m.runtime.tensor.TensorScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a model on the validation sets: each value is the mean over the samples, a batch's value
 * counting as often as the batch has samples. The training goes on as if nothing had happened. A
 * set is opened by the first evaluation and read from its beginning again by the later ones.
 */
final class Evaluation<B extends MiniBatch<B>, O> implements AutoCloseable {

  private final Model<B, O> model;
  private final Objective<B, O> objective;
  private final List<ValidationSet<B>> sets;
  private final Device device;
  private final Map<ValidationSet<B>, Loader<B>> open = new HashMap<>();

  Evaluation(Model<B, O> model, Experiment<B, O> experiment, Device device) {
    this.model = model;
    this.objective = experiment.objective();
    this.sets = List.copyOf(experiment.data().validation());
    this.device = device;
  }

  /** True if there is nothing to evaluate on. */
  boolean isEmpty() {
    return sets.isEmpty();
  }

  /**
   * Evaluates on all sets and logs each result.
   *
   * @return false if a signal ended it early
   */
  boolean run(long step, RunLog log, StopSignals signals) {
    byte[] random = Seed.state();
    LossMemory memory = LossMemory.of(objective.validation()); // it may be the training's
    model.eval();
    try (GradMode off = GradMode.disabled()) {
      objective.metrics().begin(model);
      for (ValidationSet<B> set : sets) {
        WeightedMeans means = new WeightedMeans();
        long begin = System.nanoTime();
        if (!evaluate(set, means, signals)) {
          return false;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        log.evaluated(
            new EvaluationReport(step, set.name(), means.weight(), seconds, means.scalars()));
      }
      return true;
    } finally {
      model.train();
      memory.giveTo(objective.validation());
      Seed.setState(random);
    }
  }

  /** Stops the threads that read the sets. */
  @Override
  public void close() {
    open.values().forEach(Loader::close);
    open.clear();
  }

  private boolean evaluate(ValidationSet<B> set, WeightedMeans means, StopSignals signals) {
    boolean isNew = !open.containsKey(set);
    Loader<B> loader = open.computeIfAbsent(set, first -> first.loader().get());
    loader.seek(0);
    while (loader.hasNext()) {
      if (signals.requested().isPresent()) {
        return false;
      }
      try (TensorScope scope = TensorScope.open()) {
        B batch = Batches.take(loader, device, scope);
        if (isNew) {
          isNew = false;
          SpareMemory.giveBack(); // what opened the set: the next step would come on top of it
        }
        O outputs = model.forward(batch);
        LossValue loss = objective.validation().compute(batch, outputs);
        means.add(Readings.of(loss, objective.metrics().compute(batch, outputs)), batch.size());
      }
    }
    if (means.weight() == 0) {
      throw new RunFailure("The validation set `%s` has no samples".formatted(set.name()));
    }
    return true;
  }
}
