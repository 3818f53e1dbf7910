// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.AnalysisResult;
import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.explain.FlowGraph;
import io.l3m.compiler.explain.JsonOverview;
import io.l3m.compiler.explain.Overview;
import io.l3m.compiler.explain.ParameterList;
import io.l3m.compiler.explain.ResolvedConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code l3m explain}: what an experiment is, without running it. */
@Command(
    name = "explain",
    description = "Shows the blocks, shapes and sizes of an experiment; nothing is run.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfigArguments arguments = new ConfigArguments();

  @Mixin private ReportArguments report = new ReportArguments();

  @ArgGroup private Instead instead = new Instead();

  /** What is shown instead of the overview. */
  static final class Instead {

    @Option(names = "--parameters", description = "List all parameters and buffers instead.")
    private boolean parameters;

    @Option(
        names = "--resolved",
        description =
            "Print the config instead, references resolved, with the place of each value.")
    private boolean resolved;

    @Option(names = "--json", description = "Print blocks, parameters and costs as JSON instead.")
    private boolean json;

    @Option(
        names = "--graph",
        paramLabel = "FILE",
        description = "Draw who reads what from whom instead; the name ends in .svg, .dot or .mmd.")
    private @Nullable Path graph;
  }

  @Override
  public Integer call() throws IOException {
    CheckRequest request = arguments.request();
    if (instead.graph != null) {
      drawing(instead.graph);
    }
    AnalysisResult result = new Compiler().analyse(request);
    report.printAside(result.problems());
    boolean known = result.analysis().map(found -> !found.flows().isEmpty()).orElse(false);
    if (instead.graph != null && known) {
      FlowGraph graph = FlowGraph.of(result.analysis().orElseThrow(), result.problems());
      Files.writeString(instead.graph, drawing(instead.graph).apply(graph));
    }
    if (result.hasErrors()) {
      return ExitStatus.ERRORS;
    }
    if (instead.graph != null) {
      return ExitStatus.FINE;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(text(result.analysis().orElseThrow(), request));
    out.flush();
    return ExitStatus.FINE;
  }

  /** How a graph is written into a file of that name. */
  private Function<FlowGraph, String> drawing(Path file) {
    String name = file.toString();
    return switch (name.substring(Math.max(0, name.lastIndexOf('.')))) {
      case ".svg" -> FlowGraph::svg;
      case ".dot" -> FlowGraph::dot;
      case ".mmd" -> FlowGraph::mermaid;
      default ->
          throw new ParameterException(
              spec.commandLine(), "`" + name + "` is to end in .svg, .dot or .mmd");
    };
  }

  private String text(Analysis analysis, CheckRequest request) {
    if (instead.parameters) {
      return ParameterList.of(analysis).text();
    }
    if (instead.resolved) {
      return ResolvedConfig.text(analysis.experiment().config());
    }
    if (instead.json) {
      return JsonOverview.of(analysis, request.worldSize());
    }
    return Overview.of(analysis, request.worldSize()).text();
  }
}
