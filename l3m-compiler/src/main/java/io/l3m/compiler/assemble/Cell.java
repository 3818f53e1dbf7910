// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in a tree whose references are being resolved: the node there, its owner, and what it
 * turned out to be. One node may stand in several places, through anchors, so places are resolved
 * and not nodes.
 */
final class Cell {

  /** A resolved node, with how many values it holds and how many levels. */
  record Resolved(ConfigNode node, int values, int height) {}

  private final @Nullable Cell owner;
  private final String name;
  private final ConfigNode node;
  private @Nullable Map<String, Cell> entries;
  private @Nullable List<Cell> items;
  private @Nullable Resolved resolved;
  private boolean active = false;
  private boolean cyclic = false;

  private Cell(@Nullable Cell owner, String name, ConfigNode node) {
    this.owner = owner;
    this.name = name;
    this.node = node;
  }

  static Cell root(ConfigNode node) {
    return new Cell(null, "", node);
  }

  ConfigNode node() {
    return node;
  }

  Optional<Cell> owner() {
    return Optional.ofNullable(owner);
  }

  /** The names from the root to here. */
  List<String> path() {
    List<String> names = owner == null ? new ArrayList<>() : owner.path();
    if (owner != null) {
      names.add(name);
    }
    return names;
  }

  Optional<Cell> child(String key) {
    return switch (node) {
      case MapNode map -> Optional.ofNullable(entries(map).get(key));
      case ListNode list -> {
        Optional<Integer> index = PathWalk.index(key, list.items().size());
        yield index.map(items(list)::get);
      }
      case ScalarNode scalar -> Optional.empty();
      case ReferenceNode reference -> Optional.empty();
      case ErrorNode error -> Optional.empty();
    };
  }

  Map<String, Cell> entries(MapNode map) {
    Map<String, Cell> cells = entries;
    if (cells == null) {
      cells = new LinkedHashMap<>();
      for (MapNode.Entry entry : map.entries()) {
        cells.put(entry.key(), new Cell(this, entry.key(), entry.value()));
      }
      entries = cells;
    }
    return cells;
  }

  List<Cell> items(ListNode list) {
    List<Cell> cells = items;
    if (cells == null) {
      cells = new ArrayList<>();
      for (ConfigNode item : list.items()) {
        cells.add(new Cell(this, String.valueOf(cells.size()), item));
      }
      items = cells;
    }
    return cells;
  }

  Optional<Resolved> resolved() {
    return Optional.ofNullable(resolved);
  }

  Resolved resolve(Resolved result) {
    resolved = result;
    return result;
  }

  /** Whether the reference here is being resolved at the moment. */
  boolean isActive() {
    return active;
  }

  void setActive(boolean now) {
    active = now;
  }

  /** Whether the reference here is a link of a circle, which was reported. */
  boolean isCyclic() {
    return cyclic;
  }

  void markCyclic() {
    cyclic = true;
  }
}
