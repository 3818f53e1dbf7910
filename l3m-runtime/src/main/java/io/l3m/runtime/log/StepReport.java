// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One finished training step.
 *
 * @param step the number of steps done, this one included: the first step is 1
 * @param loss the mean over the step's micro-batches
 * @param learningRate of this step, before any scale of a group
 * @param gradientNorm the norm of all gradients before clipping, where it was computed
 * @param samples in the step's batch
 * @param seconds from asking for the batch to the updated parameters
 * @param measures what else the loss reported
 */
public record StepReport(
    long step,
    double loss,
    double learningRate,
    OptionalDouble gradientNorm,
    long samples,
    double seconds,
    List<Scalar> measures) {

  public StepReport {
    measures = List.copyOf(measures);
  }

  double samplesPerSecond() {
    return samples / Math.max(seconds, 1e-9);
  }
}
