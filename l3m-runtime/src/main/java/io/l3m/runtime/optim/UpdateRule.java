// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

/** The formula of an optimiser. */
@FunctionalInterface
interface UpdateRule {

  /**
   * Changes parameters and what is remembered of them, in place.
   *
   * @param members those that have a gradient and have made equally many steps
   * @param learningRate with their group's factor
   */
  void update(Members members, double learningRate);
}
