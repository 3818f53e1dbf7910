// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.random.RandomGenerator;

/** Puts another sample in the place of one that cannot be read. */
final class Substitution {

  private static final Logger LOG = System.getLogger(Substitution.class.getName());

  /** After so many unreadable samples in a row something else must be wrong, as in the original. */
  private static final int MOST_ATTEMPTS = 100;

  private Substitution() {}

  /** Reads a sample by its number. */
  @FunctionalInterface
  interface Reading<T> {
    T read(int index) throws IOException;
  }

  /** What was read, and the number of the sample that it is. */
  record Found<T>(int index, T value) {}

  /**
   * Reads a sample, or another if {@code onError} allows; which one depends on the sample to
   * replace and the seed alone.
   *
   * @throws IOException if the sample cannot be read, or a hundred in a row cannot
   */
  static <T> Found<T> read(
      int index, int size, OnError onError, RandomGenerator random, Reading<T> reading)
      throws IOException {
    int wanted = index;
    for (int attempt = 1; ; attempt++) {
      try {
        return new Found<>(wanted, reading.read(wanted));
      } catch (IOException e) {
        if (onError == OnError.FAIL) {
          throw e;
        }
        if (attempt == MOST_ATTEMPTS) {
          throw new IOException(
              "%d samples in a row cannot be read; the last: %s".formatted(attempt, e.getMessage()),
              e);
        }
        int other = random.nextInt(size);
        LOG.log(
            Level.WARNING,
            "{0}; sample {1} is read in place of sample {2}",
            e.getMessage(),
            Integer.toString(other),
            Integer.toString(wanted));
        wanted = other;
      }
    }
  }
}
