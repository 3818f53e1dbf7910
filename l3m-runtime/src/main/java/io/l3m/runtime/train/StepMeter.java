// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.log.RunLog;
import io.l3m.runtime.log.Scalar;
import io.l3m.runtime.log.StepReport;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.bytedeco.pytorch.Tensor;

/**
 * Reads the numbers of each step, logs them, and stops the run when they are not finite.
 *
 * <p>On the CPU reading is free: a loss is looked at before it reaches a parameter. A GPU would
 * have to stand still for it, so there the numbers of several steps are read together.
 */
final class StepMeter {

  private static final int STEPS_PER_READING = 10;

  private final RunLog log;
  private final LongSupplier nanos;
  private final boolean readsAtOnce;
  private final List<Step> unread = new ArrayList<>();
  private long lastReadingNanos;
  private Optional<StepReport> previous = Optional.empty();

  /** One step's numbers on the device. */
  private static final class Step {
    final long number;
    final double learningRate;
    final long samples;
    final List<Readings> parts = new ArrayList<>();
    Optional<Tensor> gradientNorm = Optional.empty();

    Step(long number, double learningRate, long samples) {
      this.number = number;
      this.learningRate = learningRate;
      this.samples = samples;
    }

    /** Each number's mean over the parts of the batch. */
    double[] readMeans() {
      double[] sums = new double[parts.getFirst().names().size()];
      for (Readings part : parts) {
        double[] values = part.read();
        for (int i = 0; i < sums.length; i++) {
          sums[i] += values[i];
        }
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] /= parts.size();
      }
      return sums;
    }

    OptionalDouble readNorm() {
      return gradientNorm.isPresent()
          ? OptionalDouble.of(Tensors.item(gradientNorm.get()))
          : OptionalDouble.empty();
    }

    void free() {
      parts.forEach(part -> part.values().close());
      gradientNorm.ifPresent(Tensor::close);
    }
  }

  StepMeter(RunLog log, Device device, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    this.readsAtOnce = device.equals(Device.CPU);
    this.lastReadingNanos = nanos.getAsLong();
  }

  /** Time begins to count for the next step; what came before was no training. */
  void restart() {
    lastReadingNanos = nanos.getAsLong();
  }

  /** A step begins. */
  void begin(long step, double learningRate, long samples) {
    unread.add(new Step(step, learningRate, samples));
  }

  /**
   * A part of the batch has its loss.
   *
   * @param scope the part's own
   * @throws RunFailure if the loss is known to be NaN or infinite
   */
  void loss(LossValue loss, TensorScope scope) {
    Step step = unread.getLast();
    if (readsAtOnce) {
      requireFinite("loss", Tensors.item(loss.loss()), step);
    }
    Readings readings = Readings.of(loss, List.of());
    step.parts.add(readings.with(scope.keep(readings.values())));
  }

  /**
   * The gradients have this norm.
   *
   * @throws RunFailure if it is known to be NaN or infinite
   */
  void gradientNorm(Tensor norm) {
    Step step = unread.getLast();
    if (readsAtOnce) {
      requireFinite("gradient norm", Tensors.item(norm), step);
    }
    step.gradientNorm = Optional.of(norm);
  }

  /**
   * A step ends.
   *
   * @param scope the step's own
   */
  void end(TensorScope scope) {
    if (readsAtOnce || unread.size() >= STEPS_PER_READING) {
      read();
    } else {
      Step step = unread.getLast();
      step.parts.replaceAll(part -> part.with(scope.keep(part.values())));
      step.gradientNorm = step.gradientNorm.map(scope::keep);
    }
  }

  /**
   * Reads and logs what is still to be read.
   *
   * @throws RunFailure if a loss is NaN or infinite
   */
  void read() {
    if (unread.isEmpty()) {
      return;
    }
    List<double[]> losses = unread.stream().map(Step::readMeans).toList();
    List<OptionalDouble> norms = unread.stream().map(Step::readNorm).toList();
    long now = nanos.getAsLong();
    double seconds = (now - lastReadingNanos) / 1e9 / unread.size();
    lastReadingNanos = now;
    for (int i = 0; i < unread.size(); i++) {
      report(unread.get(i), losses.get(i), norms.get(i), seconds);
    }
    if (!readsAtOnce) {
      unread.forEach(Step::free);
    }
    unread.clear();
  }

  private void report(Step step, double[] means, OptionalDouble norm, double seconds) {
    requireFinite("loss", means[0], step);
    List<Scalar> values = Readings.scalars(step.parts.getFirst().names(), means);
    StepReport report =
        new StepReport(
            step.number,
            means[0],
            step.learningRate,
            norm,
            step.samples,
            seconds,
            values.subList(1, values.size()));
    log.step(report);
    previous = Optional.of(report);
  }

  private void requireFinite(String what, double value, Step step) {
    if (Double.isFinite(value)) {
      return;
    }
    String before =
        previous
            .map(last ->
                String.format(
                    Locale.ROOT,
                    ", after a loss of %.4g%s in step %d",
                    last.loss(),
                    norm(last.gradientNorm()),
                    last.step()))
            .orElse("");
    throw new RunFailure(
        String.format(
            Locale.ROOT,
            "The %s of step %d is %s (learning rate %.3g%s). A smaller learning rate, a longer"
                + " warm-up or `optim.grad_clip` may help; so does a look at the data of this step.",
            what,
            step.number,
            value,
            step.learningRate,
            before));
  }

  private static String norm(OptionalDouble norm) {
    return norm.isPresent()
        ? String.format(Locale.ROOT, " and a gradient norm of %.4g", norm.getAsDouble())
        : "";
  }
}
