// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.emit.ProgramEmitter;
import io.l3m.compiler.graph.SingleProcess;
import io.l3m.compiler.plan.Planner;
import io.l3m.compiler.plan.ProgramName;
import io.l3m.compiler.plan.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** From an experiment config to its problems, or to a program. */
public final class Compiler {

  /** Reports all problems of a config. */
  public CheckResult check(CheckRequest request) {
    Problems problems = new Problems();
    Analysis.of(request, problems);
    return new CheckResult(inOrder(request, problems));
  }

  /** All that is known of an experiment before a program is planned, and its problems. */
  public AnalysisResult analyse(CheckRequest request) {
    Problems problems = new Problems();
    Optional<Analysis> analysis = Analysis.of(request, problems);
    return new AnalysisResult(analysis, inOrder(request, problems));
  }

  /** Emits the program of a config, or reports all problems. */
  public CompileResult compile(CompileRequest request) {
    Problems problems = new Problems();
    Optional<Analysis> analysis = Analysis.of(request.check(), problems);
    List<Diagnostic> found = inOrder(request.check(), problems);
    if (analysis.isEmpty() || found.stream().anyMatch(Compiler::isError)) {
      return new CompileResult(List.of(), found, "", List.of(), Optional.empty());
    }
    TrainingPlan plan = plan(analysis.get(), request);
    List<String> lacks = SingleProcess.lacks(analysis.get().experiment());
    return new CompileResult(
        ProgramEmitter.emit(plan),
        found,
        plan.name().mainClass(),
        lacks,
        Optional.of(analysis.get().experiment().config()));
  }

  private static TrainingPlan plan(Analysis analysis, CompileRequest request) {
    Path file = request.check().config().getFileName();
    return Planner.plan(
        analysis.experiment(),
        analysis.flows().getFirst(),
        analysis.flows().subList(1, analysis.flows().size()),
        analysis.parameters().orElseThrow(),
        ProgramName.of(request.packageName(), file == null ? "" : file.toString()));
  }

  private static boolean isError(Diagnostic problem) {
    return problem.severity() == Severity.ERROR;
  }

  private static List<Diagnostic> inOrder(CheckRequest request, Problems problems) {
    List<Diagnostic> found = problems.inOrder();
    return request.strict() ? found.stream().map(Compiler::asError).toList() : found;
  }

  private static Diagnostic asError(Diagnostic problem) {
    return new Diagnostic(
        problem.code(),
        problem.code().isRemark() ? problem.severity() : Severity.ERROR,
        problem.span(),
        problem.message(),
        problem.hint(),
        problem.suggestion(),
        problem.labels());
  }
}
