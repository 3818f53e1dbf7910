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
 * @param meanOverSamples whether the loss of a batch is the mean of the losses of its samples: then
 *     parts of a batch may be computed side by side
 */
public record LossValue(Tensor loss, List<Measure> measures, boolean meanOverSamples) {

  /** Copies the list. */
  public LossValue {
    measures = List.copyOf(measures);
  }

  /** A loss that needs its batch as a whole. */
  public LossValue(Tensor loss, List<Measure> measures) {
    this(loss, measures, false);
  }

  /** The loss weighted; what is reported beside it stays as it is. */
  public LossValue times(double weight) {
    return weight == 1.0
        ? this
        : new LossValue(loss.mul(Scalars.of(weight)), measures, meanOverSamples);
  }

  /** The sum of several losses, and all that they report. */
  public static LossValue sum(LossValue... terms) {
    Tensor sum = terms[0].loss;
    boolean apart = terms[0].meanOverSamples;
    List<Measure> measures = new ArrayList<>(terms[0].measures);
    for (int i = 1; i < terms.length; i++) {
      sum = sum.add(terms[i].loss);
      measures.addAll(terms[i].measures);
      apart &= terms[i].meanOverSamples;
    }
    return new LossValue(sum, measures, apart);
  }
}
