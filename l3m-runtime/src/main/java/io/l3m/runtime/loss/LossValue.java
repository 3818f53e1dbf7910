// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import io.l3m.runtime.tensor.Scalars;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What a criterion computes.
 *
 * @param loss a tensor without dimensions, to be differentiated
 * @param measures what to report beside it
 */
public record LossValue(Tensor loss, List<Measure> measures) {

  /** Copies the list. */
  public LossValue {
    measures = List.copyOf(measures);
  }

  /** The loss weighted; what is reported beside it stays as it is. */
  public LossValue times(double weight) {
    return weight == 1.0 ? this : new LossValue(loss.mul(Scalars.of(weight)), measures);
  }

  /** The sum of several losses, and all that they report. */
  public static LossValue sum(LossValue... terms) {
    Tensor sum = terms[0].loss;
    List<Measure> measures = new ArrayList<>(terms[0].measures);
    for (int i = 1; i < terms.length; i++) {
      sum = sum.add(terms[i].loss);
      measures.addAll(terms[i].measures);
    }
    return new LossValue(sum, measures);
  }
}
