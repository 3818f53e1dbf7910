// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.log.JsonlLog;
import io.l3m.runtime.log.RunLog;
import io.l3m.runtime.log.TextLog;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Looks after the files of a run while it goes on: what is removed is written anew, as long as it
 * is known. Checkpoints are not; the next one is then made at once.
 */
final class Upkeep {

  private static final long NANOS_BETWEEN = 1_000_000_000;

  private final RunDirectory directory;
  private final TextLog text;
  private final JsonlLog metrics;
  private final RunLog people;
  private final LongSupplier nanos;
  private long lookedNanos;
  private boolean failed;

  Upkeep(
      RunDirectory directory, TextLog text, JsonlLog metrics, RunLog people, LongSupplier nanos) {
    this.directory = directory;
    this.text = text;
    this.metrics = metrics;
    this.people = people;
    this.nanos = nanos;
    this.lookedNanos = nanos.getAsLong();
  }

  /**
   * Looks if it has not for a second. What cannot be mended now may be later.
   *
   * @return whether checkpoints were lost
   */
  boolean glance() {
    if (nanos.getAsLong() - lookedNanos < NANOS_BETWEEN) {
      return false;
    }
    try {
      return look();
    } catch (IOException e) {
      if (!failed) {
        failed = true;
        people.note("warning: " + unmendable(e));
      }
      return false;
    } finally {
      lookedNanos = nanos.getAsLong();
    }
  }

  /**
   * Looks, and has all logs on the disk.
   *
   * @return whether checkpoints were lost
   * @throws RunFailure if what is gone cannot be written anew
   */
  boolean settle() {
    try {
      boolean lost = look();
      people.force();
      metrics.force();
      return lost;
    } catch (IOException e) {
      throw new RunFailure(unmendable(e), e);
    }
  }

  private boolean look() throws IOException {
    boolean lost = directory.uphold();
    text.restore();
    metrics.restore();
    failed = false;
    if (lost) {
      people.note(
          "warning: `%s` has been removed or renamed; its logs are written anew, and a checkpoint"
              .formatted(directory.path()));
    }
    return lost;
  }

  private String unmendable(IOException e) {
    return "The run directory `%s` has been removed and cannot be made anew: %s"
        .formatted(directory.path(), Reasons.of(e));
  }
}
