// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.emit.EmittedFile;
import io.l3m.compiler.emit.ProgramEmitter;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.plan.Planner;
import io.l3m.compiler.plan.ProgramName;
import io.l3m.compiler.plan.TrainingPlan;
import io.l3m.compiler.plan.TrainingPlan.Kind;
import io.l3m.compiler.plan.TrainingPlan.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the compiler makes of an experiment.
 *
 * @param plan empty where the experiment was refused
 * @param refusals the errors
 * @param unknownKeys what the model reads and no data set is known to yield
 * @param sources the part of the program that is run here: model or loss, what goes in and out
 */
record CaseProgram(
    CaseExperiment experiment,
    Optional<TrainingPlan> plan,
    List<Diagnostic> refusals,
    Set<String> unknownKeys,
    List<EmittedFile> sources) {

  /** Compiles an experiment, with all that the compiler knows about configs. */
  static CaseProgram of(CaseExperiment experiment, Path folder) throws IOException {
    Path config = experiment.write(folder);
    CheckRequest request =
        new CheckRequest(
            config,
            Optional.empty(),
            List.of(),
            List.of(folder.resolve("case.blocks")),
            Map.of(),
            1,
            false,
            folder);
    Problems problems = new Problems();
    Optional<Analysis> analysis = Analysis.of(request, problems);
    List<Diagnostic> refusals =
        problems.inOrder().stream()
            .filter(problem -> problem.severity() == Severity.ERROR)
            .toList();
    if (analysis.isEmpty() || !refusals.isEmpty()) {
      return new CaseProgram(experiment, Optional.empty(), refusals, Set.of(), List.of());
    }
    Set<String> unknown = unknownKeys(analysis.get().flows().getFirst());
    if (!unknown.isEmpty()) {
      return new CaseProgram(experiment, Optional.empty(), List.of(), unknown, List.of());
    }
    TrainingPlan plan = plan(analysis.get(), experiment.packageName());
    return new CaseProgram(
        experiment, Optional.of(plan), List.of(), Set.of(), sources(experiment, plan));
  }

  private static TrainingPlan plan(Analysis analysis, String packageName) {
    return Planner.plan(
        analysis.experiment(),
        analysis.flows().getFirst(),
        analysis.flows().subList(1, analysis.flows().size()),
        analysis.parameters().orElseThrow(),
        ProgramName.of(packageName, "case.yaml"));
  }

  private static Set<String> unknownKeys(DataFlow flow) {
    Set<String> unknown = new TreeSet<>();
    flow.model().stream()
        .flatMap(step -> step.reads().stream())
        .flatMap(Optional::stream)
        .filter(item -> item.version() == 0)
        .filter(item -> flow.batch().stream().noneMatch(known -> known.key().equals(item.key())))
        .forEach(item -> unknown.add(item.key()));
    return unknown;
  }

  private static List<EmittedFile> sources(CaseExperiment experiment, TrainingPlan plan) {
    boolean loss = experiment.position() instanceof CaseExperiment.Position.Loss;
    Set<String> wanted = Set.of("Outputs", loss ? "CaseLoss" : "CaseModel");
    List<EmittedFile> sources = new ArrayList<>();
    ProgramEmitter.emit(plan).stream()
        .filter(file -> wanted.contains(file.name()))
        .forEach(sources::add);
    sources.add(batch(plan));
    if (experiment.position() instanceof CaseExperiment.Position.Called(ModuleCall call)) {
      String name = experiment.packageName();
      sources.add(new EmittedFile(name, "Call", call.source(name)));
    }
    return sources;
  }

  /** Unlike what loaders yield, what is recorded may be a mask or a list. */
  private static EmittedFile batch(TrainingPlan plan) {
    String components =
        plan.batch().stream()
            .map(value -> type(value.kind()) + " " + value.name())
            .collect(Collectors.joining(", "));
    String name = plan.name().packageName();
    return new EmittedFile(
        name, "Batch", "package %s;\npublic record Batch(%s) {}\n".formatted(name, components));
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case TENSOR -> "org.bytedeco.pytorch.Tensor";
      case TENSOR_LIST -> "java.util.List<org.bytedeco.pytorch.Tensor>";
      case TENSOR_BY_HEAD -> "java.util.Map<String, org.bytedeco.pytorch.Tensor>";
      case ATTENTION_MASK -> "io.l3m.runtime.nn.attention.AttentionMask";
    };
  }

  /** The codes of the errors, each once. */
  Set<String> codes() {
    return refusals.stream()
        .map(problem -> problem.code().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The codes with the sentences. */
  String refusalText() {
    return refusals.stream()
        .map(problem -> problem.code().id() + " " + problem.message())
        .collect(Collectors.joining("; "));
  }

  /** The keys of what goes in, in the order of the record's components. */
  List<String> batchKeys() {
    return plan.orElseThrow().batch().stream().map(Value::key).toList();
  }

  /** The keys of what comes out, in the order of the record's components. */
  List<String> outputKeys() {
    return plan.orElseThrow().outputs().stream().map(Value::key).toList();
  }

  /** The full name of a class of the program. */
  String className(String simpleName) {
    return experiment.packageName() + "." + simpleName;
  }
}
