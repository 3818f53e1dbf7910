// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Model;
import io.l3m.runtime.checkpoint.StartingWeights;
import io.l3m.runtime.data.MiniBatch;
import io.l3m.runtime.loss.Criterion;
import io.l3m.runtime.metric.Metrics;
import io.l3m.runtime.optim.OptimizerFactory;
import io.l3m.runtime.optim.ParameterGroups;
import io.l3m.runtime.optim.Schedule;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a run needs to know: what {@link Trainer} runs.
 *
 * @param <B> the batch that the data give
 * @param <O> what the model makes of it
 */
public final class Experiment<B extends MiniBatch<B>, O> {

  private final String name;
  private final Optional<String> config;
  private final Supplier<? extends Model<B, O>> model;
  private final TrainingData<B> data;
  private final Objective<B, O> objective;
  private final Optional<Optimisation> optimisation;
  private final RunOptions options;
  private final List<StartingWeights> startingWeights;

  private Experiment(Builder<B, O> parts) {
    name = required("name", parts.name);
    config = parts.config;
    model = required("model", parts.model);
    data = required("data", parts.data);
    Criterion<B, O> loss = required("loss", parts.loss);
    objective = new Objective<>(loss, parts.valLoss == null ? loss : parts.valLoss, parts.metrics);
    options = parts.options();
    startingWeights = parts.startingWeights();
    optimisation = parts.eval ? Optional.empty() : Optional.of(parts.optimisation());
  }

  /** An experiment to be described. */
  public static <B extends MiniBatch<B>, O> Builder<B, O> builder() {
    return new Builder<>();
  }

  /** The name, for people and for directories. */
  public String name() {
    return name;
  }

  Model<B, O> newModel() {
    return model.get();
  }

  TrainingData<B> data() {
    return data;
  }

  Optional<String> config() {
    return config;
  }

  Objective<B, O> objective() {
    return objective;
  }

  /** Empty if the experiment evaluates only. */
  Optional<Optimisation> optimisation() {
    return optimisation;
  }

  RunOptions options() {
    return options;
  }

  /** Files whose weights replace first values; empty if there are none. */
  List<StartingWeights> startingWeights() {
    return startingWeights;
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("An experiment needs its `%s`".formatted(name));
    }
    return value;
  }

  /**
   * The parts and options of an experiment. Each option has the name, the meaning and the default
   * of its key in a config's sections {@code experiment} and {@code optim}.
   */
  public static final class Builder<B extends MiniBatch<B>, O> {

    private @Nullable String name;
    private Optional<String> config = Optional.empty();
    private @Nullable Supplier<? extends Model<B, O>> model;
    private @Nullable TrainingData<B> data;
    private @Nullable Criterion<B, O> loss;
    private @Nullable Criterion<B, O> valLoss;
    private Metrics<B, O> metrics = Metrics.none();
    private @Nullable OptimizerFactory optimizer;
    private @Nullable ParameterGroups parameterGroups;
    private @Nullable Schedule schedule;
    private OptionalDouble gradClip = OptionalDouble.empty();
    private long gradientAccumulationSteps = 1;
    private List<String> freezeList = List.of();
    private List<String> unfreezeList = List.of();
    private OptionalLong totalIterations = OptionalLong.empty();
    private long startIteration;
    private OptionalLong testFrequency = OptionalLong.of(2000);
    private OptionalLong ckptSaveFreq = OptionalLong.of(1000);
    private long seed;
    private String dtype = "bfloat16";
    private boolean ampEnabled = true;
    private String device = "cuda";
    private Optional<Path> outputDir = Optional.empty();
    private boolean eval;
    private Optional<Path> resume = Optional.empty();
    private boolean ignoreResumeIteration;
    private final List<StartingWeights> checkpoints = new ArrayList<>();
    private StartingWeights.@Nullable Builder checkpoint;

    private Builder() {}

    /** The name, for people and for directories. */
    @CanIgnoreReturnValue
    public Builder<B, O> name(String value) {
      name = value;
      return this;
    }

    /** Where the experiment is described, for people. */
    @CanIgnoreReturnValue
    public Builder<B, O> config(String value) {
      config = Optional.of(value);
      return this;
    }

    /** Makes a model; called once in a run. */
    @CanIgnoreReturnValue
    public Builder<B, O> model(Supplier<? extends Model<B, O>> value) {
      model = value;
      return this;
    }

    /** Where batches come from. */
    @CanIgnoreReturnValue
    public Builder<B, O> data(TrainingData<B> value) {
      data = value;
      return this;
    }

    /** What is trained on. */
    @CanIgnoreReturnValue
    public Builder<B, O> loss(Criterion<B, O> value) {
      loss = value;
      return this;
    }

    /** The loss of an evaluation; without it, that of the training. */
    @CanIgnoreReturnValue
    public Builder<B, O> valLoss(Criterion<B, O> value) {
      valLoss = value;
      return this;
    }

    /** What an evaluation computes beside its loss. */
    @CanIgnoreReturnValue
    public Builder<B, O> metrics(Metrics<B, O> value) {
      metrics = value;
      return this;
    }

    /** Makes the optimiser. */
    @CanIgnoreReturnValue
    public Builder<B, O> optimizer(OptimizerFactory value) {
      optimizer = value;
      return this;
    }

    /** Which parameters share weight decay and scale of the learning rate. */
    @CanIgnoreReturnValue
    public Builder<B, O> parameterGroups(ParameterGroups value) {
      parameterGroups = value;
      return this;
    }

    /** The learning rate over the run. */
    @CanIgnoreReturnValue
    public Builder<B, O> schedule(Schedule value) {
      schedule = value;
      return this;
    }

    /** The largest norm of all gradients together; default: not limited. */
    @CanIgnoreReturnValue
    public Builder<B, O> gradClip(double value) {
      gradClip = OptionalDouble.of(value);
      return this;
    }

    /** Into how many parts each batch is split, one after the other; default 1. */
    @CanIgnoreReturnValue
    public Builder<B, O> gradientAccumulationSteps(long value) {
      gradientAccumulationSteps = value;
      return this;
    }

    /** Patterns of the parameters that are not trained; default: none. */
    @CanIgnoreReturnValue
    public Builder<B, O> freezeList(String... globs) {
      freezeList = List.of(globs);
      return this;
    }

    /** Patterns of the parameters that are trained whatever froze them; default: none. */
    @CanIgnoreReturnValue
    public Builder<B, O> unfreezeList(String... globs) {
      unfreezeList = List.of(globs);
      return this;
    }

    /** A file of weights to start from, with all its tensors under the names of the model. */
    @CanIgnoreReturnValue
    public Builder<B, O> checkpoint(String path) {
      file().checkpoint(path);
      return this;
    }

    /** One of several files of weights to start from; where two have a tensor, the later wins. */
    @CanIgnoreReturnValue
    public Builder<B, O> checkpoint(StartingWeights value) {
      checkpoints.add(value);
      return this;
    }

    /** Patterns of names that are left out of the file and of parameters that it may lack. */
    @CanIgnoreReturnValue
    public Builder<B, O> checkpointFilters(String... globs) {
      file().checkpointFilters(globs);
      return this;
    }

    /** Replaces a text in all names of the file; after the replacements given before. */
    @CanIgnoreReturnValue
    public Builder<B, O> checkpointRenamer(String from, String to) {
      file().checkpointRenamer(from, to);
      return this;
    }

    /** Takes the names of a published family of models: {@code aimv2}. */
    @CanIgnoreReturnValue
    public Builder<B, O> checkpointRenamer(String family) {
      file().checkpointRenamer(family);
      return this;
    }

    private StartingWeights.Builder file() {
      StartingWeights.Builder file = checkpoint == null ? StartingWeights.builder() : checkpoint;
      checkpoint = file;
      return file;
    }

    private List<StartingWeights> startingWeights() {
      return checkpoint == null ? List.copyOf(checkpoints) : List.of(checkpoint.build());
    }

    /** The steps of a whole run; required unless {@link #eval}. */
    @CanIgnoreReturnValue
    public Builder<B, O> totalIterations(long value) {
      totalIterations = OptionalLong.of(value);
      return this;
    }

    /** How many steps count as done before the first; default 0. */
    @CanIgnoreReturnValue
    public Builder<B, O> startIteration(long value) {
      startIteration = value;
      return this;
    }

    /** After how many steps the model is evaluated each time; default 2000. */
    @CanIgnoreReturnValue
    public Builder<B, O> testFrequency(long value) {
      testFrequency = OptionalLong.of(value);
      return this;
    }

    /** The model is evaluated at the end only. */
    @CanIgnoreReturnValue
    public Builder<B, O> withoutTestFrequency() {
      testFrequency = OptionalLong.empty();
      return this;
    }

    /** After how many steps a checkpoint is written that stays; default 1000. */
    @CanIgnoreReturnValue
    public Builder<B, O> ckptSaveFreq(long value) {
      ckptSaveFreq = OptionalLong.of(value);
      return this;
    }

    /** The only checkpoints that stay are those of the end and of a signal. */
    @CanIgnoreReturnValue
    public Builder<B, O> withoutCkptSaveFreq() {
      ckptSaveFreq = OptionalLong.empty();
      return this;
    }

    /** The seed of first values and of all chance in the model; default 0. */
    @CanIgnoreReturnValue
    public Builder<B, O> seed(long value) {
      seed = value;
      return this;
    }

    /** The type that a GPU computes with; a processor computes with float32 in any case. */
    @CanIgnoreReturnValue
    public Builder<B, O> dtype(String value) {
      dtype = value;
      return this;
    }

    /** Whether a GPU computes with {@link #dtype} at all; default true. */
    @CanIgnoreReturnValue
    public Builder<B, O> ampEnabled(boolean value) {
      ampEnabled = value;
      return this;
    }

    /** {@code cpu}, {@code cuda} or {@code cuda:1}; default {@code cuda}. */
    @CanIgnoreReturnValue
    public Builder<B, O> device(String value) {
      device = value;
      return this;
    }

    /** The run directory, unless the command line names one. */
    @CanIgnoreReturnValue
    public Builder<B, O> outputDir(String value) {
      outputDir = Optional.of(Path.of(value));
      return this;
    }

    /** Whether to evaluate only; default false. */
    @CanIgnoreReturnValue
    public Builder<B, O> eval(boolean value) {
      eval = value;
      return this;
    }

    /** A checkpoint, or a run directory whose newest one it is, to begin from. */
    @CanIgnoreReturnValue
    public Builder<B, O> resume(String value) {
      resume = Optional.of(Path.of(value));
      return this;
    }

    /** Whether to take tensors only from {@link #resume} and count from the start. */
    @CanIgnoreReturnValue
    public Builder<B, O> ignoreResumeIteration(boolean value) {
      ignoreResumeIteration = value;
      return this;
    }

    /**
     * The experiment.
     *
     * @throws IllegalArgumentException naming a part that is missing or out of range
     */
    public Experiment<B, O> build() {
      return new Experiment<>(this);
    }

    private Optimisation optimisation() {
      atLeast("gradient_accumulation_steps", 1, gradientAccumulationSteps);
      if (gradClip.isPresent() && !(gradClip.getAsDouble() >= 0)) {
        throw new IllegalArgumentException(
            "`grad_clip` is %s; it must be 0 or more".formatted(gradClip.getAsDouble()));
      }
      return new Optimisation(
          required("optimizer", optimizer),
          required("parameterGroups", parameterGroups),
          required("schedule", schedule),
          gradClip,
          gradientAccumulationSteps,
          freezeList,
          unfreezeList);
    }

    private RunOptions options() {
      if (totalIterations.isEmpty() && !eval) {
        throw new IllegalArgumentException("An experiment needs its `totalIterations`");
      }
      totalIterations.ifPresent(value -> atLeast("total_iterations", 1, value));
      atLeast("start_iteration", 0, startIteration);
      testFrequency.ifPresent(value -> atLeast("test_frequency", 1, value));
      ckptSaveFreq.ifPresent(value -> atLeast("ckpt_save_freq", 1, value));
      return new RunOptions(
          totalIterations.orElse(0),
          startIteration,
          testFrequency,
          ckptSaveFreq,
          seed,
          Device.parse(device),
          ampEnabled ? computeType() : Optional.empty(),
          eval,
          outputDir,
          resume,
          ignoreResumeIteration);
    }

    private Optional<Dtype> computeType() {
      return switch (dtype) {
        case "bfloat16" -> Optional.of(Dtype.BFLOAT16);
        case "float16" -> Optional.of(Dtype.FLOAT16);
        case "float32" -> Optional.empty();
        default ->
            throw new IllegalArgumentException(
                "`dtype` is `%s`; it must be `bfloat16`, `float16` or `float32`".formatted(dtype));
      };
    }

    private static void atLeast(String key, long least, long value) {
      if (value < least) {
        throw new IllegalArgumentException(
            "`%s` is %d; it must be %d or more".formatted(key, value, least));
      }
    }
  }
}
