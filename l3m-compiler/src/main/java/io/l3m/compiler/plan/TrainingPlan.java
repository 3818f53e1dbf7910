// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import java.util.List;
import java.util.Optional;

/**
 * All that the emitted program does, in the order in which it does it. Nothing of the config is
 * left but the places that the comments name.
 *
 * @param config the config file, as reports show it
 * @param overrides the changes to it, which the comments number
 * @param batch the keys that the loader yields and somebody reads
 * @param outputs the keys that losses and metrics read from the model
 */
public record TrainingPlan(
    ProgramName name,
    String config,
    List<String> overrides,
    List<Value> batch,
    List<Value> outputs,
    ModelPlan model,
    DataPlan data,
    CriterionPlan loss,
    Optional<CriterionPlan> validationLoss,
    List<Stage> metrics,
    OptimPlan optim,
    List<RunPart> run) {

  public TrainingPlan {
    overrides = List.copyOf(overrides);
    batch = List.copyOf(batch);
    outputs = List.copyOf(outputs);
    metrics = List.copyOf(metrics);
    run = List.copyOf(run);
  }

  /** A named value of the program, with its shape for people: {@code float[B, 17, 64]}. */
  public record Value(String name, String key, Kind kind, String shape) {}

  /** What a value is in Java. */
  public enum Kind {
    TENSOR,
    TENSOR_LIST,
    TENSOR_BY_HEAD,
    ATTENTION_MASK
  }

  /**
   * A field that holds a runtime object.
   *
   * @param modulePath its prefix in parameter names; empty where it has no parameters to name
   * @param frozen whether its parameters are not trained
   */
  public record Field(String name, String modulePath, Construct construct, boolean frozen) {

    /** Something that holds no parameters, or whose parameters are trained. */
    public Field(String name, String modulePath, Construct construct) {
      this(name, modulePath, construct, false);
    }
  }

  /**
   * A field and the call of its {@code forward}.
   *
   * @param prepared whether it is shown the model before each evaluation
   * @param remembers whether it follows a mean over the batches
   */
  public record Stage(Field field, List<Source> arguments, boolean prepared, boolean remembers) {
    public Stage {
      arguments = List.copyOf(arguments);
    }
  }

  /** Where an argument comes from. */
  public sealed interface Source {

    record FromBatch(String name) implements Source {}

    record FromOutputs(String name) implements Source {}

    record FromLocal(String name) implements Source {}

    /** An optional key that nobody writes, before one that is written. */
    record Absent() implements Source {}
  }

  /** A method that makes something anew for each of the places that need one like it. */
  public record Shared(String method, Construct construct) {}

  /**
   * The model.
   *
   * @param shared what several fields are made with
   * @param returned for each of the outputs, the value that it gets
   * @param parameters the number of elements of all parameters
   * @param tower the steps that can be asked for the vectors of texts alone
   */
  public record ModelPlan(
      List<Field> fields,
      List<Shared> shared,
      List<Step> steps,
      List<Source> returned,
      long parameters,
      Optional<Tower> tower) {
    public ModelPlan {
      fields = List.copyOf(fields);
      shared = List.copyOf(shared);
      steps = List.copyOf(steps);
      returned = List.copyOf(returned);
    }
  }

  /**
   * Some of the steps, which are a method of their own.
   *
   * @param from the first of them
   * @param to behind the last of them
   * @param input the name of what the loader yields to them
   * @param result what they are asked for
   * @param alone whether that is all that the other steps need, so that they call the method
   */
  public record Tower(int from, int to, String input, Value result, boolean alone) {}

  /**
   * One call in {@code forward}.
   *
   * @param section the comment above it, where a new part of the model begins
   * @param results what it computes and somebody reads; the value of {@code forward} alone is the
   *     usual case
   * @param frozen whether no gradients pass
   */
  public record Step(
      Optional<String> section,
      String field,
      List<Source> arguments,
      List<Result> results,
      boolean frozen) {
    public Step {
      arguments = List.copyOf(arguments);
      results = List.copyOf(results);
    }

    /** Whether {@code forward} says it all; else {@code forwardAll} returns a record. */
    public boolean isPlain() {
      return results.size() == 1 && results.getFirst().accessor().isEmpty();
    }
  }

  /**
   * A value that a step computes.
   *
   * @param accessor the component of the record that {@code forwardAll} returns; empty for the
   *     value that {@code forward} returns
   */
  public record Result(Value value, Optional<String> accessor) {}

  /**
   * Where batches come from.
   *
   * @param shared what several data sets and metrics are made with
   */
  public record DataPlan(SourcePlan train, List<SourcePlan> validation, List<Shared> shared) {
    public DataPlan {
      shared = List.copyOf(shared);
      validation = List.copyOf(validation);
    }
  }

  /**
   * A data set and its loader.
   *
   * @param method the one that opens it
   * @param collator what mixes the stacked batch, if anything does
   * @param shuffled for training: whether the order is drawn anew in every epoch
   */
  public record SourcePlan(
      String name,
      String method,
      Construct dataset,
      SamplePlan sample,
      Construct loader,
      Optional<Construct> collator,
      boolean shuffled) {}

  /** The terms of a loss, each with its weight; one term of weight 1 is the usual case. */
  public record CriterionPlan(List<Stage> terms, List<Double> weights) {
    public CriterionPlan {
      terms = List.copyOf(terms);
      weights = List.copyOf(weights);
    }
  }

  /** What a section of the config says about the run itself. */
  public record RunPart(Place section, List<Construct.Setting> settings) {
    public RunPart {
      settings = List.copyOf(settings);
    }
  }

  /** The optimiser, how it groups parameters, and the learning rate. */
  public record OptimPlan(Construct optimizer, Construct groups, Construct schedule) {}
}
