// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.schema.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The blocks of a model in the order in which they run, each with its share of the parameters. */
final class ModelRows {

  /** Whose parameters belong to no block that runs. */
  static final String ELSEWHERE = "(in no block that runs)";

  private final List<DataFlow.Step> steps;
  private final Map<String, List<ParameterTable.Row>> shares = new LinkedHashMap<>();

  private ModelRows(List<DataFlow.Step> steps) {
    this.steps = steps;
  }

  /** The rows; their parameters at depth 0 sum to those of the table. */
  static List<BlockRow> of(List<DataFlow.Step> steps, ParameterTable table) {
    ModelRows rows = new ModelRows(steps);
    table.rows().stream()
        .filter(row -> row.kind() == Member.Kind.PARAMETER)
        .forEach(row ->
            rows.shares.computeIfAbsent(rows.ownerOf(row.name()), p -> new ArrayList<>()).add(row));
    return rows.rows();
  }

  /** For each step by its path, the parameters that are its own. */
  static Map<String, List<ParameterTable.Row>> shares(
      List<DataFlow.Step> steps, ParameterTable table) {
    ModelRows rows = new ModelRows(steps);
    Map<String, List<ParameterTable.Row>> shares = new HashMap<>();
    for (ParameterTable.Row row : table.rows()) {
      if (row.kind() == Member.Kind.PARAMETER) {
        shares.computeIfAbsent(rows.ownerOf(row.name()), path -> new ArrayList<>()).add(row);
      }
    }
    return shares;
  }

  /** The innermost step that a parameter is in. */
  private String ownerOf(String name) {
    String owner = ELSEWHERE;
    int longest = -1;
    for (DataFlow.Step step : steps) {
      String path = step.modulePath();
      boolean inside = path.isEmpty() || name.startsWith(path + ".");
      if (inside && path.length() > longest) {
        owner = path;
        longest = path.length();
      }
    }
    return owner;
  }

  private List<BlockRow> rows() {
    List<BlockRow> rows = new ArrayList<>();
    for (DataFlow.Step step : steps) {
      // A block that runs twice has its parameters once.
      List<ParameterTable.Row> own = shares.getOrDefault(step.modulePath(), List.of());
      shares.remove(step.modulePath());
      rows.add(row(step, sum(own)));
      parts(own, step.modulePath(), 1, rows);
    }
    shares.forEach(
        (path, left) -> rows.add(new BlockRow(0, path, "", 1, List.of(), List.of(), sum(left))));
    return rows;
  }

  private static BlockRow row(DataFlow.Step step, long parameters) {
    List<DataFlow.Item> reads = step.reads().stream().flatMap(Optional::stream).distinct().toList();
    return new BlockRow(
        0,
        step.modulePath(),
        step.block().schema().simpleName(),
        1,
        reads,
        step.writes(),
        parameters);
  }

  /** The modules right inside a block, and inside of repeated ones the modules of one of them. */
  private static void parts(
      List<ParameterTable.Row> own, String prefix, int depth, List<BlockRow> rows) {
    Map<String, List<ParameterTable.Row>> parts = new LinkedHashMap<>();
    int start = prefix.isEmpty() ? 0 : prefix.length() + 1;
    for (ParameterTable.Row row : own) {
      String part = firstPart(row.name().substring(start));
      if (!part.isEmpty()) {
        parts.computeIfAbsent(part, p -> new ArrayList<>()).add(row);
      }
    }
    for (List<List<ParameterTable.Row>> alike : groups(prefix, parts)) {
      long times = alike.size();
      List<ParameterTable.Row> one = alike.getFirst();
      String name = firstPart(one.getFirst().name().substring(start));
      String last = firstPart(alike.getLast().getFirst().name().substring(start));
      String shown = times == 1 ? name : name + " … " + last;
      long parameters = alike.stream().mapToLong(ModelRows::sum).sum();
      rows.add(new BlockRow(depth, shown, "", times, List.of(), List.of(), parameters));
      if (times > 1) {
        String inside = prefix.isEmpty() ? name : prefix + "." + name;
        parts(one, inside, depth + 1, rows);
      }
    }
  }

  /** {@code blocks.3} of {@code blocks.3.attn.proj.weight}; nothing of a plain {@code weight}. */
  private static String firstPart(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length > 2 && parts[1].matches("\\d+")) {
      return parts[0] + "." + parts[1];
    }
    return parts.length > 1 ? parts[0] : "";
  }

  /** Neighbours of one shape together. */
  private static Collection<List<List<ParameterTable.Row>>> groups(
      String prefix, Map<String, List<ParameterTable.Row>> parts) {
    Map<String, List<List<ParameterTable.Row>>> groups = new LinkedHashMap<>();
    String before = "";
    int group = 0;
    for (Map.Entry<String, List<ParameterTable.Row>> part : parts.entrySet()) {
      String looks = looks(prefix, part.getKey(), part.getValue());
      group += looks.equals(before) ? 0 : 1;
      before = looks;
      groups.computeIfAbsent(group + "", g -> new ArrayList<>()).add(part.getValue());
    }
    return groups.values();
  }

  /** What repeats have in common: the list that they are in, and names and shapes inside. */
  private static String looks(String prefix, String part, List<ParameterTable.Row> rows) {
    int start = (prefix.isEmpty() ? 0 : prefix.length() + 1) + part.length();
    StringBuilder looks = new StringBuilder(part.replaceFirst("\\.\\d+$", ".#"));
    for (ParameterTable.Row row : rows) {
      looks.append('\n').append(row.name().substring(start)).append(row.shape());
    }
    return looks.toString();
  }

  private static long sum(List<ParameterTable.Row> rows) {
    return rows.stream().mapToLong(ParameterTable.Row::elements).sum();
  }
}
