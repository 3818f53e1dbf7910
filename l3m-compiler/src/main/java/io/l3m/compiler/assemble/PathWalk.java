// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.assemble.Cell.Resolved;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The way from the root of a tree along some names, through references where there are any. */
final class PathWalk {

  /** Where a walk ends. */
  sealed interface End {

    /** At the place that was sought. */
    record Found(Resolved value) implements End {}

    /** At a node that has not the next name: {@code known} names led to it. */
    record Lost(int known, ConfigNode where) implements End {}
  }

  private final Function<Cell, Resolved> resolve;
  private final Function<ConfigNode, Resolved> measure;

  /**
   * @param resolve resolves a place
   * @param measure finds the size of a resolved node
   */
  PathWalk(Function<Cell, Resolved> resolve, Function<ConfigNode, Resolved> measure) {
    this.resolve = resolve;
    this.measure = measure;
  }

  End from(Cell root, List<String> names) {
    Cell cell = root;
    for (int i = 0; i < names.size(); i++) {
      if (cell.node() instanceof ReferenceNode || cell.node() instanceof ErrorNode) {
        return inside(resolve.apply(cell).node(), names, i);
      }
      Optional<Cell> child = cell.child(names.get(i));
      if (child.isEmpty()) {
        return new End.Lost(i, cell.node());
      }
      cell = child.get();
    }
    return new End.Found(resolve.apply(cell));
  }

  private End inside(ConfigNode resolved, List<String> names, int known) {
    ConfigNode node = resolved;
    for (int i = known; i < names.size(); i++) {
      if (node instanceof ErrorNode) {
        break;
      }
      Optional<ConfigNode> child = child(node, names.get(i));
      if (child.isEmpty()) {
        return new End.Lost(i, node);
      }
      node = child.get();
    }
    return new End.Found(measure.apply(node));
  }

  static Optional<ConfigNode> child(ConfigNode node, String name) {
    return switch (node) {
      case MapNode map -> map.get(name);
      case ListNode list -> index(name, list.items().size()).map(list.items()::get);
      case ScalarNode scalar -> Optional.empty();
      case ReferenceNode reference -> Optional.empty();
      case ErrorNode error -> Optional.empty();
    };
  }

  /** The index that a name means in a list; negative ones count from the end. */
  static Optional<Integer> index(String name, int size) {
    boolean negative = name.startsWith("-");
    String digits = negative ? name.substring(1) : name;
    if (digits.isEmpty() || digits.length() > 9) {
      return Optional.empty();
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return Optional.empty();
      }
    }
    int number = Integer.parseInt(digits);
    int index = negative ? size - number : number;
    return index >= 0 && index < size ? Optional.of(index) : Optional.empty();
  }

  /** The names of a path that is written {@code a.b[c]}; dots in front are not part of it. */
  static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      char c = i < path.length() ? path.charAt(i) : '.';
      if (c == '.' || c == '[' || c == ']') {
        boolean behindBracket = i == start && i > 0 && path.charAt(i - 1) == ']';
        boolean beforeBracket = i == start && c == '[' && i == 0;
        if (!behindBracket && !beforeBracket) {
          names.add(path.substring(start, i));
        }
        start = i + 1;
      }
    }
    return names;
  }
}
