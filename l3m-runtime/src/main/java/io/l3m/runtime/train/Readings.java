// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.log.Scalar;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.loss.Measure;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Named numbers that are still on the device, gathered so that reading them waits once.
 *
 * @param values {@code [names]}
 */
record Readings(List<String> names, Tensor values) {

  static final String LOSS = "loss";

  /** The loss, then what it reports beside it, then the metrics; of two equal names the first. */
  static Readings of(LossValue loss, List<Measure> metrics) {
    List<String> names = new ArrayList<>();
    List<Tensor> tensors = new ArrayList<>();
    names.add(LOSS);
    tensors.add(loss.loss());
    for (List<Measure> measures : List.of(loss.measures(), metrics)) {
      for (Measure measure : measures) {
        if (!names.contains(measure.name())) {
          names.add(measure.name());
          tensors.add(measure.value());
        }
      }
    }
    try (GradMode off = GradMode.disabled()) {
      return new Readings(List.copyOf(names), Tensors.stack(tensors));
    }
  }

  /** The numbers; waits for the device that computes them. */
  double[] read() {
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
