// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import org.bytedeco.javacpp.Pointer;

/**
 * Memory that nobody uses but the process still has. A step uses again what the step before it
 * freed, so both heaps keep what they have; what was needed for something else, such as to compile
 * the program or to evaluate, would stay in the process for as long as it runs.
 */
final class SpareMemory {

  private SpareMemory() {}

  /** Gives it back to the system; takes some ten milliseconds, and the next step some more. */
  static void giveBack() {
    System.gc();
    Pointer.trimMemory();
  }
}
