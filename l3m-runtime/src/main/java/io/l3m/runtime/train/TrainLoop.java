// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.data.DataException;
import io.l3m.runtime.data.Loader;
import io.l3m.runtime.data.MiniBatch;
import io.l3m.runtime.loss.Criterion;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.optim.GradientClip;
import io.l3m.runtime.optim.Optimizer;
import io.l3m.runtime.optim.Schedule;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Seed;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** The training itself. */
final class TrainLoop<B extends MiniBatch<B>, O> {

  private final Model<B, O> model;
  private final Criterion<B, O> criterion;
  private final Parameters parameters;
  private final List<Parameter> trainable;
  private final Optimizer optimizer;
  private final Schedule schedule;
  private final Optimisation optimisation;
  private final Loader<B> loader;
  private final Device device;
  private final Precision precision;
  private final long total;

  TrainLoop(
      Experiment<B, O> experiment,
      Optimisation optimisation,
      Learner<B, O> learner,
      Device device) {
    this.model = learner.model();
    this.criterion = learner.criterion();
    this.parameters = learner.parameters();
    this.trainable = parameters.trainable();
    this.optimizer = learner.optimizer();
    this.schedule = optimisation.schedule();
    this.optimisation = optimisation;
    this.loader = learner.loader();
    this.device = device;
    this.precision = Precision.of(experiment.options(), device);
    this.total = experiment.options().totalIterations();
  }

  /**
   * Trains until all steps are done or a signal comes; then the last step is saved.
   *
   * @param done the number of steps done before
   * @return the number of steps done
   */
  long run(long done, StepMeter meter, Milestones milestones, StopSignals signals) {
    long step = done;
    long parts = optimisation.accumulationSteps();
    model.train();
    meter.restart();
    try (Lanes<B, O> lanes = Lanes.of(model, criterion, parameters, device)) {
      while (step < total && signals.requested().isEmpty()) {
        try (TensorScope scope = TensorScope.open()) {
          double learningRate = schedule.at(step, total);
          B batch = Batches.endless(loader, device, scope);
          if (step == done) {
            SpareMemory.giveBack(); // what compiled the program and what opened the data
          }
          meter.begin(step + 1, learningRate, batch.size());
          for (B part : Batches.split(batch, parts)) {
            try (TensorScope inner = TensorScope.open()) {
              if (step == done && step > 0 && lanes.lanesFor(part.size()) > 1) {
                lanes.heed(rehearsed(part));
              }
              boolean apart = lanes.divide(part.size());
              meter.loss(apart ? lanes.backward(part, parts) : whole(part, parts, lanes), inner);
            }
          }
          if (optimisation.gradientClip().isPresent()) {
            double limit = optimisation.gradientClip().getAsDouble();
            meter.gradientNorm(GradientClip.norm(trainable, limit));
          }
          optimizer.step(learningRate);
          parameters.zeroGrad();
          meter.end(scope);
        }
        step++;
        boolean due = milestones.isDue(step);
        if (due || step == 1) { // the first step may have run as a whole, where the next do not
          meter.read();
          SpareMemory.giveBack();
          if (due) {
            lanes.pause();
            milestones.pass(step);
            SpareMemory.giveBack();
          }
          meter.restart();
        }
      }
    } catch (DataException e) { // it came between two steps, so they need not be lost
      meter.read();
      milestones.stop(step);
      throw e;
    }
    meter.read();
    milestones.stop(step);
    return step;
  }

  /** Adds the gradient of a batch, computed as a whole, to that of the parameters. */
  private LossValue whole(B batch, long parts, Lanes<B, O> lanes) {
    LossValue loss;
    try (TensorScope forward = TensorScope.open()) {
      LossValue whole = loss(batch);
      lanes.heed(whole);
      loss = whole.kept(forward);
    }
    Tensor mean = parts == 1 ? loss.loss() : loss.loss().div(Tensors.ofFloats(new float[] {parts}));
    mean.backward();
    return loss;
  }

  private LossValue loss(B batch) {
    try (Precision.Span cast = precision.open()) {
      return criterion.compute(batch, model.forward(batch));
    }
  }

  /**
   * The loss as it will be: a run that goes on takes batches apart from its first step, as it did
   * before, so that it stays the same run.
   */
  private LossValue rehearsed(B batch) {
    byte[] random = Seed.state();
    LossMemory memory = LossMemory.of(criterion);
    try (GradMode none = GradMode.disabled()) {
      return loss(batch);
    } finally {
      memory.giveTo(criterion);
      Seed.setState(random);
    }
  }
}
