// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

/** What a phase of a composite schedule takes for the moment. */
public enum IntervalScaling {
  /** How much of the phase itself is done. */
  RESCALED,
  /** How much of the whole is done. */
  FIXED
}
