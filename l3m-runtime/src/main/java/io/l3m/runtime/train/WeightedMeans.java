// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.log.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Means of named numbers, each with the weight of the batches that reported it. Shares are counted
 * over all batches, so that 342 of 360 are 95 percent and nothing less.
 */
final class WeightedMeans {

  private static final class Sum {
    double value;
    long weight;
  }

  private final Map<String, Sum> sums = new LinkedHashMap<>();
  private long weight;

  void add(Readings readings, long samples) {
    double[] values = readings.counted();
    for (int i = 0; i < values.length; i++) {
      Sum sum = sums.computeIfAbsent(readings.names().get(i), name -> new Sum());
      long outOf = readings.outOf().get(i);
      sum.value += values[i] * (outOf == 0 ? samples : 100);
      sum.weight += outOf == 0 ? samples : outOf;
    }
    weight += samples;
  }

  /** The samples of all batches. */
  long weight() {
    return weight;
  }

  /** The means, in the order in which their names appeared. */
  List<Scalar> scalars() {
    return sums.entrySet().stream()
        .map(entry -> new Scalar(entry.getKey(), entry.getValue().value / entry.getValue().weight))
        .toList();
  }
}
