// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/** A rule that says in which order the samples of a data set are read. */
public interface Sampler {

  /**
   * The order for a data set of {@code size} samples.
   *
   * @throws IllegalArgumentException if the rule cannot serve so few (or so many) samples
   */
  IndexOrder order(long size);
}
