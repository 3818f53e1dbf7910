// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What two assembled configs do not have in common, by path. */
public final class ConfigDiff {

  private final List<Difference> differences;

  private ConfigDiff(List<Difference> differences) {
    this.differences = List.copyOf(differences);
  }

  /**
   * A value and where it comes from.
   *
   * @param text as a config would write it
   */
  public record Leaf(String text, Origin origin) {}

  /** A path at which two configs differ; a side is empty where there is no such value. */
  public record Difference(ConfigPath path, Optional<Leaf> before, Optional<Leaf> after) {}

  /** Compares two configs value by value; lists are compared item by item. */
  public static ConfigDiff of(AssembledConfig before, AssembledConfig after) {
    Map<ConfigPath, Leaf> left = leaves(before);
    Map<ConfigPath, Leaf> right = leaves(after);
    Set<ConfigPath> paths = new LinkedHashSet<>(left.keySet());
    paths.addAll(right.keySet());
    List<Difference> differences = new ArrayList<>();
    for (ConfigPath path : paths) {
      Optional<Leaf> one = Optional.ofNullable(left.get(path));
      Optional<Leaf> other = Optional.ofNullable(right.get(path));
      if (!one.map(Leaf::text).equals(other.map(Leaf::text))) {
        differences.add(new Difference(path, one, other));
      }
    }
    return new ConfigDiff(differences);
  }

  /** In the order of the first config, then what only the second has. */
  public List<Difference> differences() {
    return differences;
  }

  /** The differences for people: {@code -} the first config, {@code +} the second. */
  public String text() {
    List<String> lines = new ArrayList<>();
    Sheet sheet = new Sheet("ll");
    for (Difference difference : differences) {
      sheet.add(difference.path().toString(), "");
      difference.before().ifPresent(leaf -> add("  - ", leaf, sheet));
      difference.after().ifPresent(leaf -> add("  + ", leaf, sheet));
    }
    lines.addAll(sheet.lines());
    lines.add(differences.isEmpty() ? "no differences" : "\n" + summary());
    return String.join("\n", lines) + "\n";
  }

  private static void add(String sign, Leaf leaf, Sheet sheet) {
    sheet.add(sign + leaf.text(), "# " + OriginWords.of(leaf.origin()));
  }

  private String summary() {
    long gone = differences.stream().filter(found -> found.after().isEmpty()).count();
    long come = differences.stream().filter(found -> found.before().isEmpty()).count();
    return "%d changed, %d only in the first, %d only in the second"
        .formatted(differences.size() - gone - come, gone, come);
  }

  private static Map<ConfigPath, Leaf> leaves(AssembledConfig config) {
    Map<ConfigPath, Leaf> leaves = new LinkedHashMap<>();
    collect(config.root(), ConfigPath.ROOT, leaves);
    return leaves;
  }

  private static void collect(ConfigNode node, ConfigPath path, Map<ConfigPath, Leaf> leaves) {
    switch (node) {
      case ScalarNode scalar -> add(path, YamlText.of(scalar.value()), scalar, leaves);
      case MapNode map when map.entries().isEmpty() -> add(path, "{}", map, leaves);
      case ListNode list when list.items().isEmpty() -> add(path, "[]", list, leaves);
      case MapNode map ->
          map.entries().forEach(entry -> collect(entry.value(), path.child(entry.key()), leaves));
      case ListNode list -> {
        for (int i = 0; i < list.items().size(); i++) {
          collect(list.items().get(i), path.item(i), leaves);
        }
      }
      case ReferenceNode reference -> add(path, reference.text(), reference, leaves);
      case ErrorNode error -> {}
    }
  }

  private static void add(
      ConfigPath path, String text, ConfigNode node, Map<ConfigPath, Leaf> leaves) {
    leaves.put(path, new Leaf(text, node.origin()));
  }
}
