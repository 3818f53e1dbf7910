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
    this.criterion = experiment.objective().training();
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
    Tensor share = Tensors.ofFloats(new float[] {parts});
    model.train();
    meter.restart();
    boolean apart = false; // until the first loss says that its samples may be taken apart
    try (Lanes<B, O> lanes = Lanes.of(model, criterion, parameters)) {
      while (step < total && signals.requested().isEmpty()) {
        try (TensorScope scope = TensorScope.open()) {
          double learningRate = schedule.at(step, total);
          B batch = Batches.endless(loader, device, scope);
          meter.begin(step + 1, learningRate, batch.size());
          for (B part : Batches.split(batch, parts)) {
            try (TensorScope inner = TensorScope.open()) {
              if (apart && lanes.lanesFor(part.size()) > 1) {
                meter.loss(lanes.backward(part, parts), inner);
                continue;
              }
              LossValue loss;
              try (Precision.Span cast = precision.open()) {
                loss = criterion.compute(part, model.forward(part));
              }
              meter.loss(loss, inner);
              Tensor mean = parts == 1 ? loss.loss() : loss.loss().div(share);
              mean.backward();
              apart = loss.isSeparable() && device.equals(Device.CPU);
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
        if (milestones.isDue(step)) {
          meter.read();
          lanes.pause();
          milestones.pass(step);
          lanes.begin();
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
}
