// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The assembled config as YAML: experiment over defaults, overrides applied, references resolved.
 * Behind each value a comment says where it comes from.
 */
public final class ResolvedConfig {

  /** Comments begin here where values leave the room. */
  private static final int COMMENT_COLUMN = 60;

  private final List<String> lines = new ArrayList<>();

  private ResolvedConfig() {}

  /** The text of a config. */
  public static String text(AssembledConfig config) {
    ResolvedConfig text = new ResolvedConfig();
    text.map(config.root(), "", "");
    return text.lines.isEmpty() ? "{}\n" : String.join("\n", text.lines) + "\n";
  }

  /** A map; its first line begins with {@code first}, which is as long as {@code indent}. */
  private void map(MapNode map, String first, String indent) {
    String start = first;
    for (MapNode.Entry entry : map.entries()) {
      value(entry.value(), start + YamlText.ofText(entry.key()) + ":", indent + "  ");
      start = indent;
    }
  }

  private void list(ListNode list, String indent) {
    for (ConfigNode item : list.items()) {
      if (item instanceof MapNode map && !map.entries().isEmpty()) {
        map(map, indent + "- ", indent + "  ");
      } else {
        value(item, indent + "-", indent + "  ");
      }
    }
  }

  private void value(ConfigNode node, String start, String indent) {
    switch (node) {
      case ScalarNode scalar -> line(start + " " + YamlText.of(scalar.value()), scalar);
      case MapNode map when map.entries().isEmpty() -> line(start + " {}", map);
      case ListNode list when list.items().isEmpty() -> line(start + " []", list);
      case MapNode map -> {
        lines.add(start);
        map(map, indent, indent);
      }
      case ListNode list -> {
        lines.add(start);
        list(list, indent);
      }
      case ReferenceNode reference -> line(start + " " + reference.text(), reference);
      case ErrorNode error -> line(start, error);
    }
  }

  private void line(String text, ConfigNode node) {
    String space = " ".repeat(Math.max(2, COMMENT_COLUMN - text.length()));
    lines.add(text + space + "# " + OriginWords.of(node.origin()));
  }
}
