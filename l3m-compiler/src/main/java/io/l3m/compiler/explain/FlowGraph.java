// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.shape.Shapes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wiring of an experiment: who reads what from whom. Data, the blocks of the model, the loss,
 * and the metrics of the first validation set.
 *
 * @param edges from lower to higher nodes
 */
public record FlowGraph(List<Node> nodes, List<Edge> edges) {

  private static final int LONGEST_FAULT = 72;

  public FlowGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * A block, or the data.
   *
   * @param fault the first error about it, which makes it red
   */
  public record Node(String path, String name, Role role, Optional<String> fault) {

    /** A node that nothing is wrong with. */
    public Node(String path, String name, Role role) {
      this(path, name, role, Optional.empty());
    }

    /** What is written in it. */
    List<String> lines() {
      return fault.isEmpty() ? List.of(path, name) : List.of(path, name, shortened(fault.get()));
    }

    private static String shortened(String text) {
      return text.length() > LONGEST_FAULT ? text.substring(0, LONGEST_FAULT) + "…" : text;
    }
  }

  /** What a node is. */
  public enum Role {
    DATA,
    MODEL,
    LOSS,
    METRIC
  }

  /**
   * What a node reads of another.
   *
   * @param from an index of a node
   * @param to an index of a node
   * @param values data keys with their shapes
   */
  public record Edge(int from, int to, List<String> values) {
    public Edge {
      values = List.copyOf(values);
    }
  }

  /** The graph of an experiment without errors. */
  public static FlowGraph of(Analysis analysis) {
    return of(analysis, List.of());
  }

  /**
   * The graph of what is known of an experiment, with its errors in red.
   *
   * @throws java.util.NoSuchElementException if nothing is known of the training data
   */
  public static FlowGraph of(Analysis analysis, List<Diagnostic> problems) {
    DataFlow training = analysis.flows().getFirst();
    List<BoundBlock> blocks = new ArrayList<>(List.of(training.source().dataset()));
    analysis.flows().stream()
        .flatMap(flow -> Stream.of(flow.model(), flow.criterion(), flow.metrics()))
        .flatMap(List::stream)
        .forEach(step -> blocks.add(step.block()));
    Drawing drawing = new Drawing(Faults.of(blocks, problems));
    drawing.add("batch", training.source().dataset(), Role.DATA);
    training.model().forEach(step -> drawing.add(step, step.modulePath(), Role.MODEL));
    training.criterion().forEach(step -> drawing.add(step, "loss", Role.LOSS));
    analysis.flows().stream()
        .skip(1)
        .limit(1)
        .flatMap(flow -> flow.metrics().stream())
        .forEach(step -> drawing.add(step, "metric", Role.METRIC));
    return drawing.graph();
  }

  /** A graph that grows in the order in which the blocks run. */
  private static final class Drawing {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Ends, List<String>> edges = new LinkedHashMap<>();
    private final Map<String, Integer> writers = new HashMap<>();
    private final Faults faults;

    Drawing(Faults faults) {
      this.faults = faults;
    }

    void add(String path, BoundBlock block, Role role) {
      nodes.add(new Node(path, block.schema().simpleName(), role, faults.of(block)));
    }

    void add(DataFlow.Step step, String path, Role role) {
      int index = nodes.size();
      add(path, step.block(), role);
      step.reads().stream()
          .flatMap(Optional::stream)
          .distinct()
          .forEach(item ->
              edges
                  .computeIfAbsent(new Ends(writer(item), index), ends -> new ArrayList<>())
                  .add(item.key() + " " + Shapes.show(item.shape())));
      if (role == Role.MODEL) {
        step.writes().forEach(item -> writers.put(identity(item), index));
      }
    }

    /** What no block writes comes with the batch. */
    private int writer(DataFlow.Item item) {
      return writers.getOrDefault(identity(item), 0);
    }

    private static String identity(DataFlow.Item item) {
      return item.key() + "@" + item.version();
    }

    FlowGraph graph() {
      List<Edge> all = new ArrayList<>();
      edges.forEach((ends, values) -> all.add(new Edge(ends.from(), ends.to(), values)));
      return new FlowGraph(nodes, all);
    }
  }

  private record Ends(int from, int to) {}

  // ---- as text

  /** The graph for Mermaid, which many Markdown viewers draw. */
  public String mermaid() {
    StringBuilder text = new StringBuilder("flowchart TD\n");
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      String label = String.join("<br/>", node.lines().stream().map(FlowGraph::mermaid).toList());
      text.append("  n").append(i).append("[\"").append(label).append("\"]\n");
    }
    for (Edge edge : edges) {
      String label = String.join("<br/>", edge.values().stream().map(FlowGraph::mermaid).toList());
      text.append("  n%d -->|\"%s\"| n%d\n".formatted(edge.from(), label, edge.to()));
    }
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).fault().isPresent()) {
        text.append("  style n%d fill:#fdd,stroke:#c00,color:#900\n".formatted(i));
      }
    }
    return text.toString();
  }

  private static String mermaid(String text) {
    String safe = text.replace("#", "#35;").replace("\"", "#quot;");
    return safe.replace("<", "#lt;").replace(">", "#gt;");
  }

  /** The graph for Graphviz. */
  public String dot() {
    StringBuilder text = new StringBuilder("digraph experiment {\n");
    text.append("  node [shape=box, fontname=monospace];\n  edge [fontname=monospace];\n");
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      String label = String.join("\\n", node.lines().stream().map(FlowGraph::dot).toList());
      String red =
          node.fault().isEmpty()
              ? ""
              : ", style=filled, fillcolor=\"#ffdddd\", color=\"#cc0000\", fontcolor=\"#990000\"";
      text.append("  n%d [label=\"%s\"%s];\n".formatted(i, label, red));
    }
    for (Edge edge : edges) {
      String label = String.join("\\n", edge.values().stream().map(FlowGraph::dot).toList());
      text.append("  n%d -> n%d [label=\"%s\"];\n".formatted(edge.from(), edge.to(), label));
    }
    return text.append("}\n").toString();
  }

  private static String dot(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\R", " ");
  }

  /** The graph as a picture that needs nothing else. */
  public String svg() {
    return new SvgPicture(this).text();
  }
}
