// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An experiment on one page: its blocks, their sizes, and the run. */
public final class Overview {

  private final Analysis analysis;
  private final int worldSize;
  private final Set<DataFlow.Item> read;

  private Overview(Analysis analysis, int worldSize) {
    this.analysis = analysis;
    this.worldSize = worldSize;
    this.read =
        analysis.flows().stream()
            .flatMap(flow -> Stream.of(flow.model(), flow.criterion(), flow.metrics()))
            .flatMap(List::stream)
            .flatMap(step -> step.reads().stream().flatMap(Optional::stream))
            .collect(Collectors.toSet());
  }

  /**
   * The overview of an experiment without errors.
   *
   * @param worldSize the processes that will train
   */
  public static Overview of(Analysis analysis, int worldSize) {
    return new Overview(analysis, worldSize);
  }

  /** The blocks of the model in the order in which they run, with the parts inside. */
  public List<BlockRow> blocks() {
    return ModelRows.of(training().model(), parameters());
  }

  /** The number of elements of all parameters. */
  public long parameterCount() {
    return parameters().parameterCount();
  }

  /** The page, for people. */
  public String text() {
    List<String> lines = new ArrayList<>();
    Sheet blocks = new Sheet("lllr");
    blocks.add("block", "class", "in → out", "parameters");
    blocks().forEach(row -> add(row, blocks));
    training().criterion().forEach(step -> add("loss", step, blocks));
    analysis.flows().stream()
        .skip(1)
        .limit(1)
        .flatMap(flow -> flow.metrics().stream())
        .forEach(step -> add("metric", step, blocks));
    lines.addAll(blocks.lines());
    lines.add("");
    Sheet run = new Sheet("ll");
    run.add("model", ParameterList.of(analysis).summary());
    run.add("compute", compute());
    run.add("memory", Memory.of(analysis, worldSize).words());
    Traffic traffic = Traffic.of(analysis, worldSize);
    if (traffic.total() > 0) {
      run.add("network", traffic.words());
    }
    String about = "";
    for (RunWords.Fact fact : RunWords.of(analysis, worldSize)) {
      run.add(fact.about().equals(about) ? "" : fact.about(), fact.text());
      about = fact.about();
    }
    lines.addAll(run.lines());
    return String.join("\n", lines) + "\n";
  }

  private String compute() {
    Costs costs = Costs.of(analysis);
    return costs.forward().isEmpty()
        ? "not known: some sizes depend on the data"
        : "%s GFLOP a sample forward, %s backward"
            .formatted(giga(costs.forward().getAsLong()), giga(costs.backward().getAsLong()));
  }

  private static String giga(long operations) {
    return String.format(Locale.ROOT, operations < 1e10 ? "%.4f" : "%,.1f", operations / 1e9);
  }

  private DataFlow training() {
    return analysis.flows().getFirst();
  }

  private ParameterTable parameters() {
    return analysis.parameters().orElseThrow();
  }

  private void add(BlockRow row, Sheet sheet) {
    String repeats = row.times() > 1 ? row.times() + " alike" : row.name();
    String count = row.parameters() == 0 ? "" : Sheet.count(row.parameters());
    String ports = ports(row.reads(), used(row.writes()));
    sheet.add("  ".repeat(row.depth()) + row.path(), repeats, ports, count);
  }

  private static void add(String role, DataFlow.Step step, Sheet sheet) {
    List<DataFlow.Item> reads = step.reads().stream().flatMap(Optional::stream).distinct().toList();
    sheet.add(role, step.block().schema().simpleName(), ports(reads, List.of()), "");
  }

  /** What a block is there for is its first value; of the others, those that somebody reads. */
  private List<DataFlow.Item> used(List<DataFlow.Item> writes) {
    return writes.stream()
        .filter(item -> item.equals(writes.getFirst()) || read.contains(item))
        .toList();
  }

  /** {@code image float[B, 3, 16, 16] → image_tokens float[B, 17, 64]}. */
  private static String ports(List<DataFlow.Item> reads, List<DataFlow.Item> writes) {
    String in = String.join(", ", reads.stream().map(Overview::show).toList());
    List<String> shapes = reads.stream().map(item -> Shapes.show(item.shape())).toList();
    String out =
        String.join(
            ", ",
            writes.stream()
                .map(item -> shapes.contains(Shapes.show(item.shape())) ? item.key() : show(item))
                .toList());
    return out.isEmpty() ? in : in + " → " + out;
  }

  private static String show(DataFlow.Item item) {
    return item.key() + " " + Shapes.show(item.shape());
  }
}
