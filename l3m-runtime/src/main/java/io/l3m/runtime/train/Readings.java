// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.log.Scalar;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.loss.Measure;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Named numbers that are still on the device, gathered so that reading them waits once.
 *
 * @param outOf for each name as in {@link Measure}
 * @param values {@code [names]}
 */
record Readings(List<String> names, List<Long> outOf, Tensor values) {

  static final String LOSS = "loss";

  /** The loss, then what it reports beside it, then the metrics; of two equal names the first. */
  static Readings of(LossValue loss, List<Measure> metrics) {
    Map<String, Measure> measures = new LinkedHashMap<>();
    measures.put(LOSS, new Measure(LOSS, loss.loss()));
    loss.measures().forEach(measure -> measures.putIfAbsent(measure.name(), measure));
    metrics.forEach(measure -> measures.putIfAbsent(measure.name(), measure));
    try (GradMode off = GradMode.disabled()) {
      return new Readings(
          List.copyOf(measures.keySet()),
          measures.values().stream().map(Measure::outOf).toList(),
          Tensors.stack(measures.values().stream().map(Measure::value).toList()));
    }
  }

  /** The same names with other values. */
  Readings with(Tensor others) {
    return new Readings(names, outOf, others);
  }

  /** What is reported; waits for the device that computes it. */
  double[] read() {
    double[] read = counted();
    for (int i = 0; i < read.length; i++) {
      read[i] = outOf.get(i) == 0 ? read[i] : 100.0 * read[i] / outOf.get(i);
    }
    return read;
  }

  /** The numbers as they are, of shares the hits; waits for the device that computes them. */
  double[] counted() {
    return Tensors.toDoubles(values);
  }

  static List<Scalar> scalars(List<String> names, double[] values) {
    List<Scalar> scalars = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      scalars.add(new Scalar(names.get(i), values[i]));
    }
    return scalars;
  }
}
