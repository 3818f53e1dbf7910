// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.data.Loader;
import io.l3m.runtime.data.MiniBatch;
import io.l3m.runtime.log.CollectedNotes;
import io.l3m.runtime.log.ConsoleLog;
import io.l3m.runtime.log.JsonlLog;
import io.l3m.runtime.log.RunLog;
import io.l3m.runtime.log.RunStart;
import io.l3m.runtime.log.TextLog;
import io.l3m.runtime.train.Milestones.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One run of an experiment, from its directory to its last line. */
final class Session<B extends MiniBatch<B>, O> {

  private static final int DONE = 0;

  private final Experiment<B, O> experiment;
  private final RunOptions options;
  private final Arguments arguments;
  private final Machine machine;
  private final long startNanos = System.nanoTime();
  private boolean begun; // before, the newest checkpoint may be what is wrong

  Session(Experiment<B, O> experiment, Arguments arguments) {
    this.experiment = experiment;
    this.options = experiment.options();
    this.arguments = arguments;
    this.machine = Machine.of(options);
  }

  /**
   * Where a training begins.
   *
   * @param tensors whose parameters it takes
   * @param progress where it goes on exactly, if it does
   * @param again whether this is a run that goes on, in its directory
   */
  private record Beginning(
      Optional<Checkpoint> tensors, Optional<TrainState> progress, boolean again) {

    long step(RunOptions options) {
      return progress.map(TrainState::step).orElse(options.startIteration());
    }
  }

  /**
   * Runs.
   *
   * @return the exit status
   * @throws RunFailure telling what went wrong, and where the newest checkpoint is
   */
  int run() throws IOException {
    Optional<Optimisation> optimisation = experiment.optimisation();
    return optimisation.isPresent() ? train(optimisation.get()) : evaluate();
  }

  private int train(Optimisation optimisation) throws IOException {
    Optional<Path> asked = arguments.output().or(options::outputDirectory);
    try (RunDirectory directory =
            arguments.resume()
                ? RunDirectory.resume(asked, experiment.name())
                : RunDirectory.create(asked, experiment.name(), now());
        TextLog text = TextLog.open(directory.log())) {
      try (RunLog console = console();
          RunLog people = CollectedNotes.into(RunLog.all(List.of(text, console)))) {
        return train(optimisation, directory, text, people);
      } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError e) {
        throw new RunFailure(Reasons.of(e) + (begun ? newestCheckpoint(directory) : ""), e);
      }
    }
  }

  /** What the log cannot take of a failure is said to people, so they are not closed yet. */
  private int train(Optimisation optimisation, RunDirectory directory, TextLog text, RunLog people)
      throws IOException {
    experiment.config().ifPresent(config -> text.note("described in " + config));
    try {
      return steps(optimisation, directory, text, people);
    } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError e) {
      text.failure(e);
      throw e;
    }
  }

  private int steps(Optimisation optimisation, RunDirectory directory, TextLog text, RunLog people)
      throws IOException {
    Checkpoints checkpoints = new Checkpoints(directory.checkpoints());
    Beginning beginning = beginning(checkpoints, directory.config(), people);
    try (Loader<B> loader = experiment.data().train()) {
      if (beginning.progress().isEmpty()) {
        loader.prefetch();
      }
      Learner<B, O> learner =
          Learner.create(
              experiment, optimisation, values(beginning.tensors().isPresent(), people), loader);
      beginning.tensors().ifPresent(learner::restoreTensors);
      beginning.progress().ifPresent(state -> learner.restoreProgress(state, people::note));
      long step = beginning.step(options);
      directory.config().keep(arguments.config(), step, people);
      try (JsonlLog metrics = JsonlLog.open(directory.metrics(), step);
          Evaluation<B, O> evaluation =
              new Evaluation<>(learner.model(), experiment, machine.device());
          StopSignals signals = StopSignals.listen()) {
        Upkeep upkeep = new Upkeep(directory, text, metrics, people, System::nanoTime);
        RunLog all = RunLog.all(List.of(people, metrics));
        Context context = new Context(all, upkeep, signals, machine.environment(), step);
        String place = "run directory " + directory.path();
        context.log().started(start(learner.parameters(), place, step, options.totalIterations()));
        machine.remark().ifPresent(context.log()::note);
        tellWhatIsMissing(metrics, beginning.again() ? step : 0, people);
        begun = true;
        Milestones milestones = new Milestones(options, learner, evaluation, checkpoints, context);
        if (beginning.progress().filter(TrainState::evaluationPending).isPresent()) {
          milestones.evaluate(step);
        }
        StepMeter meter = new StepMeter(context.log(), machine.device(), System::nanoTime);
        long done =
            new TrainLoop<>(experiment, optimisation, learner, machine.device())
                .run(step, meter, milestones, signals);
        return end(done, directory, context);
      }
    }
  }

  /** Others may have cut the file, and a disk that lost power may have lost its end. */
  private static void tellWhatIsMissing(JsonlLog metrics, long step, RunLog people) {
    if (metrics.damagedLine().isPresent()) {
      people.note(
          "warning: metrics.jsonl is damaged, or lacks steps, at line %d; the training needs none of it"
              .formatted(metrics.damagedLine().getAsLong()));
    }
    if (metrics.lastStep() < step) {
      people.note(
          "warning: metrics.jsonl holds no steps from %d to %d"
              .formatted(metrics.lastStep() + 1, step));
    }
  }

  private Beginning beginning(Checkpoints checkpoints, ConfigFile config, RunLog log)
      throws IOException {
    if (arguments.resume()) {
      Optional<Checkpoint> own = checkpoints.newest(log::note);
      if (own.isPresent()) {
        TrainState state = own.get().state();
        checkpoints.goOnFrom(own.get().path(), state);
        config.tellChanges(arguments.config(), state.step(), log);
        machine.changesSince(state.environment()).ifPresent(log::note);
        return new Beginning(own, own.map(Checkpoint::state), true);
      }
      log.note(
          "there is no whole checkpoint in this run directory yet: starting from the beginning");
    }
    Optional<Checkpoint> given = givenCheckpoint(log);
    Optional<TrainState> progress =
        options.ignoreResumeIteration() ? Optional.empty() : given.map(Checkpoint::state);
    return new Beginning(given, progress, false);
  }

  /** The one that {@code experiment.resume} names. */
  private Optional<Checkpoint> givenCheckpoint(RunLog log) throws IOException {
    return options.resume().isPresent()
        ? Optional.of(Checkpoints.find(options.resume().get(), log::note))
        : Optional.empty();
  }

  /** What is known before the first step; one that only evaluates has none to come. */
  private RunStart start(Parameters parameters, String place, long step, long total) {
    long trained = parameters.trainable().stream().mapToLong(p -> p.count()).sum();
    return new RunStart(
        experiment.name(),
        trained,
        parameters.count() - trained,
        machine.device().toString(),
        machine.threads(),
        place,
        step,
        total);
  }

  private int end(long step, RunDirectory directory, Context context) {
    Optional<StopSignals.Stop> stop = context.signals().requested();
    if (stop.isEmpty()) {
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      context.log().note(String.format(Locale.ROOT, "done: %,d steps in %,.1f s", step, seconds));
      return DONE;
    }
    context
        .log()
        .note(
            "stopped by %s after step %d; `--output %s --resume` goes on"
                .formatted(stop.get().label(), step, directory.path()));
    return stop.get().status();
  }

  /** Only looks: writes no file. */
  private int evaluate() throws IOException {
    try (RunLog console = console();
        RunLog log = CollectedNotes.into(console);
        StopSignals signals = StopSignals.listen()) {
      Model<B, O> model = experiment.newModel();
      Optional<Checkpoint> checkpoint = checkpointToEvaluate(log);
      Parameters parameters = values(checkpoint.isPresent(), log).of(model);
      checkpoint.ifPresent(given -> {
        Learner.restoreModel(parameters, given);
        new LossMemory(given.state().runningMeans()).giveTo(experiment.objective().training());
      });
      try (Evaluation<B, O> evaluation = new Evaluation<>(model, experiment, machine.device())) {
        if (evaluation.isEmpty()) {
          throw new RunFailure(
              "`experiment.eval` is true, but `data.validation` names no data to evaluate on");
        }
        long step = checkpoint.map(given -> given.state().step()).orElse(0L);
        log.started(start(parameters, evaluated(checkpoint), 0, 0));
        machine.remark().ifPresent(log::note);
        boolean whole = evaluation.run(step, log, signals);
        return whole ? DONE : signals.requested().orElseThrow().status();
      }
    }
  }

  /** What is evaluated, as the log says it. */
  private String evaluated(Optional<Checkpoint> checkpoint) {
    return checkpoint
        .map(given -> "evaluating " + given.path())
        .orElse(
            experiment.startingWeights().isEmpty()
                ? "evaluating first values"
                : "evaluating `model.checkpoint`");
  }

  private FirstValues values(boolean checkpointFollows, RunLog log) {
    return FirstValues.of(experiment, machine.device(), checkpointFollows, log::note);
  }

  private Optional<Checkpoint> checkpointToEvaluate(RunLog log) throws IOException {
    if (!arguments.resume()) {
      return givenCheckpoint(log);
    }
    if (options.resume().isPresent() || !experiment.startingWeights().isEmpty()) {
      throw new RunFailure(
          "An evaluation takes its weights from one place, but `--resume` and `%s` name two"
              .formatted(options.resume().isPresent() ? "experiment.resume" : "model.checkpoint"));
    }
    Optional<Path> asked = arguments.output().or(options::outputDirectory);
    return Optional.of(Checkpoints.find(RunDirectory.find(asked, experiment.name()), log::note));
  }

  private RunLog console() {
    return arguments.quiet() ? RunLog.all(List.of()) : ConsoleLog.standardOutput();
  }

  private static LocalDateTime now() {
    return LocalDateTime.now(ZoneId.systemDefault());
  }

  /** Nothing where another run may have taken the place of this one. */
  private static String newestCheckpoint(RunDirectory directory) {
    try {
      return directory.isHeld() ? newestCheckpointIn(directory) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static String newestCheckpointIn(RunDirectory directory) {
    return new Checkpoints(directory.checkpoints())
        .newestName()
        .map(path ->
            "\nThe newest checkpoint is %s; `--output %s --resume` goes on from there."
                .formatted(path, directory.path()))
        .orElse("");
  }
}
