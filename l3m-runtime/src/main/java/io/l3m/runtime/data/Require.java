// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/** Ranges of parameters, told in the words of the config. */
final class Require {

  private Require() {}

  static void atLeast(String parameter, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "`%s` must be at least %d, not %d".formatted(parameter, least, value));
    }
  }

  static void within(String parameter, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "`%s` must be from %s to %s, not %s".formatted(parameter, least, most, value));
    }
  }

  static void rank(int rank, int processes) {
    atLeast("num_replicas", processes, 1);
    if (rank < 0 || rank >= processes) {
      throw new IllegalArgumentException(
          "`rank` must be from 0 to %d for %d processes, not %d"
              .formatted(processes - 1, processes, rank));
    }
  }
}
