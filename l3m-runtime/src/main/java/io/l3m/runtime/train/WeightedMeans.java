// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.log.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Means of named numbers, each with the weight of the batches that reported it. */
final class WeightedMeans {

  private static final class Sum {
    double value;
    long weight;
  }

  private final Map<String, Sum> sums = new LinkedHashMap<>();
  private long weight;

  void add(Readings readings, long samples) {
    double[] values = readings.read();
    for (int i = 0; i < values.length; i++) {
      Sum sum = sums.computeIfAbsent(readings.names().get(i), name -> new Sum());
      sum.value += values[i] * samples;
      sum.weight += samples;
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
