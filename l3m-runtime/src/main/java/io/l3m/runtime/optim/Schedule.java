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

  /**
   * The value of a step.
   *
   * @param step the number of steps done before, from 0
   * @param total the number of steps of the run
   */
  default double at(long step, long total) {
    return at((double) step / (double) total);
  }

  /** Whether groups of parameters have factors of their own on the value; true for most. */
  default boolean scalesGroups() {
    return true;
  }
}
