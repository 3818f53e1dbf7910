// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.AnalysisResult;
import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.explain.ConfigDiff;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code l3m diff}: in what two experiments differ. */
@Command(
    name = "diff",
    description = "Compares two configs value by value, after references and changes.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DiffCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfigArguments arguments = new ConfigArguments();

  @Mixin private ReportArguments report = new ReportArguments();

  @Override
  public Integer call() {
    List<CheckRequest> requests = arguments.requests();
    if (requests.size() != 2) {
      throw new ParameterException(
          spec.commandLine(), "two configs are expected, not " + requests.size());
    }
    AnalysisResult before = new Compiler().analyse(requests.getFirst());
    AnalysisResult after = new Compiler().analyse(requests.getLast());
    if (before.hasErrors() || after.hasErrors()) {
      List<Diagnostic> problems = new ArrayList<>(before.problems());
      problems.addAll(after.problems());
      report.printAside(problems);
      return ExitStatus.ERRORS;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        ConfigDiff.of(
                before.analysis().orElseThrow().experiment().config(),
                after.analysis().orElseThrow().experiment().config())
            .text());
    out.flush();
    return ExitStatus.FINE;
  }
}
