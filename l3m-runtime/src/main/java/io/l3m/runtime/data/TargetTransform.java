// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/** What a class number becomes before it is collated. */
@FunctionalInterface
public interface TargetTransform {

  /**
   * Changes one target.
   *
   * @param target the class number, from 0
   */
  HostArray apply(long target);
}
