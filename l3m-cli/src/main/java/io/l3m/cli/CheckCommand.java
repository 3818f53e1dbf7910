// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static java.util.stream.Collectors.joining;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.diag.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code l3m check}: all problems of experiments, without running them. */
@Command(
    name = "check",
    description = "Reports all problems of one or more configs; nothing is run.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {

  @Mixin private ConfigArguments arguments = new ConfigArguments();

  @Mixin private ReportArguments report = new ReportArguments();

  @Override
  public Integer call() {
    List<CheckRequest> requests = arguments.requests();
    List<Diagnostic> problems = new ArrayList<>();
    for (CheckRequest request : requests) {
      problems.addAll(new Compiler().check(request).problems());
    }
    report.printResult(
        problems, requests.stream().map(r -> r.config().toString()).collect(joining(", ")));
    return ReportArguments.status(problems);
  }
}
