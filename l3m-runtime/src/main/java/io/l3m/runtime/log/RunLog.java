// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import java.nio.file.Path;
import java.util.List;

/**
 * Takes what happens in a run, in order and from one thread.
 *
 * <p>A log that cannot write keeps its lines for a while; at last, or when it is asked to {@link
 * #force} them, it throws {@link java.io.UncheckedIOException}, which ends the run.
 */
public interface RunLog extends AutoCloseable {

  /** The run is about to make its first step. */
  void started(RunStart run);

  /** A step is done. */
  void step(StepReport step);

  /** A validation set is evaluated. */
  void evaluated(EvaluationReport evaluation);

  /** A whole checkpoint is on the disk. */
  void saved(long step, Path checkpoint);

  /** Something that a person should know, in one line. */
  void note(String line);

  /** Waits until the disk has all that was logged, as far as it goes there. */
  default void force() {}

  @Override
  void close();

  /** A log that passes everything on to each of the given ones, in their order. */
  static RunLog all(List<RunLog> logs) {
    return new RunLogs(logs);
  }
}
