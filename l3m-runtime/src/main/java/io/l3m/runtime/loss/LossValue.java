// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

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
}
