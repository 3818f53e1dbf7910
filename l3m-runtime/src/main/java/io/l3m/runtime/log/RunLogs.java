// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import java.nio.file.Path;
import java.util.List;

/** Several logs as one. */
record RunLogs(List<RunLog> logs) implements RunLog {

  RunLogs {
    logs = List.copyOf(logs);
  }

  @Override
  public void started(RunStart run) {
    logs.forEach(log -> log.started(run));
  }

  @Override
  public void step(StepReport step) {
    for (RunLog log : logs) {
      log.step(step);
    }
  }

  @Override
  public void evaluated(EvaluationReport evaluation) {
    logs.forEach(log -> log.evaluated(evaluation));
  }

  @Override
  public void saved(long step, Path checkpoint) {
    logs.forEach(log -> log.saved(step, checkpoint));
  }

  @Override
  public void note(String line) {
    logs.forEach(log -> log.note(line));
  }

  @Override
  public void force() {
    logs.forEach(RunLog::force);
  }

  @Override
  public void close() {
    logs.forEach(RunLog::close);
  }
}
