// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.List;

/**
 * A sample and what generators made for it.
 *
 * @param sample the sample itself
 * @param values one value for each generator, in their order
 */
public record Generated<S>(S sample, List<HostArray> values) {

  /** Keeps the values from being changed. */
  public Generated {
    values = List.copyOf(values);
  }

  /** The value of one generator. */
  public HostArray value(int generator) {
    return values.get(generator);
  }
}
