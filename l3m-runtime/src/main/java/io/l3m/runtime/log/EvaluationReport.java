// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import java.util.List;

/**
 * The result on one validation set.
 *
 * @param step the number of training steps that the model has seen
 * @param dataset the validation set's name
 * @param samples how many were evaluated
 * @param values means over the samples, in the order in which loss and metrics report them
 */
public record EvaluationReport(
    long step, String dataset, long samples, double seconds, List<Scalar> values) {

  public EvaluationReport {
    values = List.copyOf(values);
  }
}
