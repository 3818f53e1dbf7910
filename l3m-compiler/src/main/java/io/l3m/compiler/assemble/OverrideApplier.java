// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.assemble.ConfigOverride.Action;
import io.l3m.compiler.assemble.ConfigOverride.Step;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode.Entry;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies one override to one tree, from the root down; unchanged parts are shared with the old
 * tree.
 */
final class OverrideApplier {

  /**
   * What became of the tree.
   *
   * @param passesReference whether the path leads into a value that is still a reference; then the
   *     tree is unchanged and the override is to be applied once references are resolved
   */
  record Applied(MapNode tree, boolean passesReference) {}

  private final ConfigOverride override;
  private final Problems problems;
  private final ConfigMerger merger;
  private boolean passesReference = false;

  OverrideApplier(ConfigOverride override, Problems problems) {
    this.override = override;
    this.problems = problems;
    this.merger = new ConfigMerger(problems);
  }

  Applied apply(MapNode root) {
    MapNode changed = override.action() == Action.DELETE ? (MapNode) delete(root, 0) : set(root, 0);
    return new Applied(passesReference ? root : changed, passesReference);
  }

  /** The node at the override's path, when it exists. */
  Optional<ConfigNode> find(MapNode root) {
    Optional<ConfigNode> node = Optional.of(root);
    for (Step step : override.path()) {
      node = node.flatMap(owner -> child(owner, step));
    }
    return node;
  }

  /** Whether the path ends at, or passes through, an item of a list of this tree. */
  boolean entersList(MapNode root) {
    Optional<ConfigNode> node = Optional.of(root);
    for (Step step : override.path()) {
      if (node.isPresent() && node.get() instanceof ListNode) {
        return true;
      }
      node = node.flatMap(owner -> child(owner, step));
    }
    return false;
  }

  private static Optional<ConfigNode> child(ConfigNode owner, Step step) {
    return switch (owner) {
      case MapNode map -> map.get(step.name());
      case ListNode list -> index(step, list.items().size()).map(list.items()::get);
      case ScalarNode scalar -> Optional.empty();
      case ReferenceNode reference -> Optional.empty();
      case ErrorNode error -> Optional.empty();
    };
  }

  private MapNode set(MapNode map, int depth) {
    Step step = override.path().get(depth);
    List<Entry> entries = new ArrayList<>(map.entries());
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.key().equals(step.name())) {
        entries.set(i, entry.withValue(replaced(entry.value(), depth + 1)));
        return new MapNode(entries, map.origin());
      }
    }
    entries.add(new Entry(step.name(), step.span(), created(depth + 1)));
    return new MapNode(entries, map.origin());
  }

  /** What takes the place of a node that the first {@code depth} names lead to. */
  private ConfigNode replaced(ConfigNode node, int depth) {
    if (depth == override.path().size()) {
      return node instanceof ReferenceNode
          ? override.value().withOrigin(new Origin.Overridden(override.value().span(), node.span()))
          : merger.merge(node, override.value(), override.pathSpan());
    }
    return switch (node) {
      case MapNode map -> set(map, depth);
      case ListNode list -> setItem(list, depth);
      case ScalarNode scalar when isNothing(scalar) -> created(depth);
      case ScalarNode scalar -> {
        reportScalar(scalar, depth);
        yield scalar;
      }
      case ReferenceNode reference -> {
        passesReference = true;
        yield reference;
      }
      case ErrorNode error -> error;
    };
  }

  private ListNode setItem(ListNode list, int depth) {
    Step step = override.path().get(depth);
    int size = list.items().size();
    Optional<Integer> index = index(step, size);
    List<ConfigNode> items = new ArrayList<>(list.items());
    if (index.isPresent()) {
      items.set(index.get(), replaced(items.get(index.get()), depth + 1));
    } else if (override.action() == Action.ADD && step.name().equals(String.valueOf(size))) {
      items.add(created(depth + 1));
    } else {
      reportIndex(list, depth);
    }
    return new ListNode(items, list.origin());
  }

  /** The maps that the rest of the path needs, around the value. */
  private ConfigNode created(int depth) {
    ConfigNode node = override.value();
    for (int i = override.path().size() - 1; i >= depth; i--) {
      Step step = override.path().get(i);
      Entry entry = new Entry(step.name(), step.span(), node);
      node = new MapNode(List.of(entry), new Origin.Written(override.argument().whole()));
    }
    return node;
  }

  private ConfigNode delete(ConfigNode node, int depth) {
    Step step = override.path().get(depth);
    boolean last = depth == override.path().size() - 1;
    return switch (node) {
      case MapNode map -> {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : map.entries()) {
          if (!entry.key().equals(step.name())) {
            entries.add(entry);
          } else if (!last) {
            entries.add(entry.withValue(delete(entry.value(), depth + 1)));
          }
        }
        yield new MapNode(entries, map.origin());
      }
      case ListNode list -> {
        List<ConfigNode> items = new ArrayList<>(list.items());
        Optional<Integer> index = index(step, items.size());
        if (index.isPresent() && last) {
          items.remove((int) index.get());
        } else if (index.isPresent()) {
          items.set(index.get(), delete(items.get(index.get()), depth + 1));
        }
        yield new ListNode(items, list.origin());
      }
      case ReferenceNode reference -> {
        passesReference = true;
        yield reference;
      }
      case ScalarNode scalar -> scalar;
      case ErrorNode error -> error;
    };
  }

  /**
   * Whether the path leads into a scalar of the defaults that nothing in the experiment hides; then
   * it is reported.
   */
  boolean reportScalarBelow(MapNode experiment, MapNode defaults) {
    Optional<ConfigNode> above = Optional.of(experiment);
    Optional<ConfigNode> below = Optional.of(defaults);
    for (int i = 0; i < override.path().size(); i++) {
      if (above.isEmpty()
          && below.isPresent()
          && below.get() instanceof ScalarNode scalar
          && !isNothing(scalar)) {
        reportScalar(scalar, i);
        return true;
      }
      Step step = override.path().get(i);
      above = above.flatMap(owner -> child(owner, step));
      below = below.flatMap(owner -> child(owner, step));
    }
    return false;
  }

  private void reportScalar(ScalarNode scalar, int depth) {
    Step next = override.path().get(depth);
    problems
        .report(
            Code.OVERRIDE_INTO_SCALAR,
            next.span(),
            override.prefix(depth),
            scalar.value().kind(),
            next.name())
        .label(scalar.span(), "written here");
  }

  private void reportIndex(ListNode list, int depth) {
    Step step = override.path().get(depth);
    int size = list.items().size();
    problems
        .report(Code.OVERRIDE_NOT_INDEX, step.span(), override.prefix(depth), size, step.name())
        .label(list.span(), "the list")
        .hint(size == 0 ? "the list is empty" : "its items are 0 to " + (size - 1));
  }

  /** Reports that there is nothing to delete in a tree. */
  void reportNothing(MapNode tree) {
    List<String> paths = KnownPaths.of(tree);
    Optional<String> near = NameGuess.amongPaths(paths, override.fullPath());
    problems
        .report(Code.OVERRIDE_DELETES_NOTHING, override.pathSpan(), override.fullPath())
        .suggest(near);
  }

  /** Reports that what should be added is there. */
  void reportExisting(ConfigNode existing) {
    problems
        .report(Code.OVERRIDE_ADDS_EXISTING, override.pathSpan(), override.fullPath())
        .label(existing.span(), "it is here")
        .hint("leave the `+` out to replace it");
  }

  private static boolean isNothing(ScalarNode scalar) {
    return scalar.value() instanceof ScalarValue.Null
        || scalar.value() instanceof ScalarValue.Missing;
  }

  private static Optional<Integer> index(Step step, int size) {
    String name = step.name();
    boolean digits = !name.isEmpty() && name.length() < 10;
    for (int i = 0; i < name.length(); i++) {
      digits &= name.charAt(i) >= '0' && name.charAt(i) <= '9';
    }
    return digits && Integer.parseInt(name) < size
        ? Optional.of(Integer.valueOf(name))
        : Optional.empty();
  }
}
