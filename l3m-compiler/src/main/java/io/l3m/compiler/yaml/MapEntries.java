// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode.Entry;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of a map that is being read: own keys must differ; what {@code <<} merges comes first
 * and yields to own keys, and in a list of merged maps the earlier ones win.
 */
final class MapEntries {

  /** The key that names a block; twice in one map, it names two. */
  private static final String BLOCK = "_target_";

  private final Problems problems;
  private final Map<String, Entry> own = new LinkedHashMap<>();
  private final Map<String, Entry> merged = new LinkedHashMap<>();
  private Optional<Entry> last = Optional.empty();
  private Optional<MapEntries> inner = Optional.empty();

  MapEntries(Problems problems) {
    this.problems = problems;
  }

  void put(Entry entry) {
    if (inner.isPresent()) {
      inner.get().put(entry);
      return;
    }
    Entry first = own.putIfAbsent(entry.key(), entry);
    if (first != null && entry.key().equals(BLOCK) && last.filter(Entry::isEmpty).isPresent()) {
      // The block that begins here belongs to the empty key above it; see Outdented.
      Outdented.report(last.get(), entry.keySpan(), problems);
      MapEntries block = new MapEntries(problems);
      block.put(entry);
      inner = Optional.of(block);
      return;
    }
    last = Optional.of(entry);
    if (first != null) {
      problems
          .report(Code.YAML_DUPLICATE_KEY, entry.keySpan(), entry.key())
          .label(first.keySpan(), "given here before")
          .hint("delete one of the two");
    }
  }

  void merge(ConfigNode node) {
    switch (node) {
      case MapNode map -> map.entries().forEach(entry -> merged.put(entry.key(), entry));
      case ListNode list -> mergeList(list);
      case ScalarNode scalar -> report(scalar, scalar.value().kind());
      case ReferenceNode reference -> report(reference, "a reference, which is resolved later");
      case ErrorNode error -> {}
    }
  }

  private void mergeList(ListNode list) {
    List<ConfigNode> items = list.items();
    for (int i = items.size() - 1; i >= 0; i--) {
      switch (items.get(i)) {
        case MapNode map -> merge(map);
        case ListNode inner -> report(inner, "a list in a list");
        case ScalarNode scalar -> merge(scalar);
        case ReferenceNode reference -> merge(reference);
        case ErrorNode error -> {}
      }
    }
  }

  private void report(ConfigNode node, String kind) {
    problems
        .report(Code.YAML_MERGE_KIND, node.span(), kind)
        .hint("write `<<: *anchor`, with an anchor on a map");
  }

  List<Entry> inOrder() {
    inner.ifPresent(block -> {
      Entry empty = last.orElseThrow();
      own.put(empty.key(), empty.withValue(Outdented.map(block.inOrder())));
    });
    if (merged.isEmpty()) {
      return List.copyOf(own.values());
    }
    Map<String, Entry> all = new LinkedHashMap<>(merged);
    all.putAll(own);
    return List.copyOf(all.values());
  }
}
