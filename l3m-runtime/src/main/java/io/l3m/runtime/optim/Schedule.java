// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

/** A value as a function of how much of the training is done. */
@FunctionalInterface
public interface Schedule {

  /**
   * The value at a moment.
   *
   * @param where done iterations divided by all iterations, from 0 to just below 1
   */
  double at(double where);
}
