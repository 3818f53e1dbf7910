// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The section {@code experiment} of a config, as far as it changes what one process does.
 *
 * @param computeType what a GPU computes with in place of float32
 */
record RunOptions(
    long totalIterations,
    long startIteration,
    OptionalLong testFrequency,
    OptionalLong checkpointFrequency,
    long seed,
    Device device,
    Optional<Dtype> computeType,
    boolean evaluateOnly,
    Optional<Path> outputDirectory,
    Optional<Path> resume,
    boolean ignoreResumeIteration) {

  /** Whether the run evaluates after this many steps. */
  boolean isTestDue(long step) {
    return isDue(testFrequency, step);
  }

  /** Whether the checkpoint after this many steps stays for good. */
  boolean isCheckpointDue(long step) {
    return isDue(checkpointFrequency, step);
  }

  private boolean isDue(OptionalLong frequency, long step) {
    return step >= totalIterations || (frequency.isPresent() && step % frequency.getAsLong() == 0);
  }
}
