// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.log.RunLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What happens between two steps: checkpoints and evaluations. */
final class Milestones {

  private final RunOptions options;
  private final Learner<?, ?> learner;
  private final Evaluation<?, ?> evaluation;
  private final Checkpoints checkpoints;
  private final Context context;
  private long saved;
  private boolean lost;

  /**
   * What a run writes to and listens to, what it computes on, and where it begins.
   *
   * @param startStep the steps done before, which need not be saved
   */
  record Context(
      RunLog log,
      Upkeep upkeep,
      StopSignals signals,
      Map<String, String> environment,
      long startStep) {}

  Milestones(
      RunOptions options,
      Learner<?, ?> learner,
      Evaluation<?, ?> evaluation,
      Checkpoints checkpoints,
      Context context) {
    this.options = options;
    this.learner = learner;
    this.evaluation = evaluation;
    this.checkpoints = checkpoints;
    this.context = context;
    this.saved = context.startStep();
  }

  /** Whether anything happens after this many steps; looks after the files now and then. */
  boolean isDue(long step) {
    lost |= context.upkeep().glance();
    return lost || isTestDue(step) || options.isCheckpointDue(step);
  }

  private boolean isTestDue(long step) {
    return options.isTestDue(step) && !evaluation.isEmpty();
  }

  /**
   * Saves, then evaluates, if it is time to. An evaluation that is cut short, by whatever, is made
   * up for when the run goes on.
   */
  void pass(long step) {
    boolean test = isTestDue(step);
    boolean keep = options.isCheckpointDue(step);
    if (test || keep || lost) {
      save(step, keep ? Checkpoints.Keep.ALWAYS : Checkpoints.Keep.UNTIL_NEXT, test);
    }
    if (test) {
      evaluate(step);
    }
  }

  /** Evaluates now. */
  void evaluate(long step) {
    boolean unused = evaluation.run(step, context.log(), context.signals());
  }

  /** The run ends after this many steps: saves them, unless they are saved. */
  void stop(long step) {
    lost |= context.upkeep().settle();
    if (lost || saved != step) {
      save(step, Checkpoints.Keep.ALWAYS, false);
    }
  }

  /** The logs first: a run that goes on from this step relies on their lines. */
  private void save(long step, Checkpoints.Keep keep, boolean evaluationPending) {
    boolean unused = context.upkeep().settle();
    try {
      Path path =
          checkpoints.save(
              learner.state(step, evaluationPending, keep, context.environment()),
              learner.parameters().stateDict(),
              learner.optimizer().state());
      saved = step;
      lost = false;
      context.log().saved(step, path);
    } catch (IOException e) {
      throw new RunFailure(
          "The checkpoint of step %d cannot be written: %s".formatted(step, Reasons.of(e)), e);
    }
  }
}
