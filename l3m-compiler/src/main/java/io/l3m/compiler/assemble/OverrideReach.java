// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Tells once for each override what follows it by reference. The original resolves references
 * first, so there an override changes the one place that it names.
 */
final class OverrideReach {

  private static final String FREE_VALUES = "constants";

  private final Map<Integer, List<String>> reached = new TreeMap<>();
  private final List<ConfigOverride> overrides;

  private OverrideReach(List<ConfigOverride> overrides) {
    this.overrides = overrides;
  }

  static void report(MapNode root, List<ConfigOverride> overrides, Problems problems) {
    OverrideReach reach = new OverrideReach(overrides);
    for (MapNode.Entry entry : root.entries()) {
      if (!entry.key().equals(FREE_VALUES)) { // what only others refer to has no effect itself
        reach.collect(entry.value(), entry.key());
      }
    }
    for (ConfigOverride override : overrides) {
      List<String> places = reach.reached.getOrDefault(index(override), List.of());
      if (!places.isEmpty()) {
        int more = places.size() - 1;
        problems
            .report(
                Code.OVERRIDE_SPREADS,
                override.pathSpan(),
                override.fullPath(),
                "`" + places.getFirst() + "`" + (more > 0 ? " and " + more + " more" : ""))
            .hint("name each place in an override of its own to do as the original does");
      }
    }
  }

  private static int index(ConfigOverride override) {
    return override.argument().overrideIndex().orElse(-1);
  }

  private void collect(ConfigNode node, String path) {
    switch (node) {
      case MapNode map ->
          map.entries().forEach(entry -> collect(entry.value(), path + "." + entry.key()));
      case ListNode list -> {
        for (int i = 0; i < list.items().size(); i++) {
          collect(list.items().get(i), path + "." + i);
        }
      }
      case ScalarNode scalar -> sources(scalar.origin(), path);
      case ReferenceNode reference -> {}
      case ErrorNode error -> {}
    }
  }

  /** Notes the overrides that a value at a path comes from, other than by standing there. */
  private void sources(Origin origin, String path) {
    if (origin instanceof Origin.Computed(Span span, List<Origin> operands)) {
      operands.forEach(operand -> sources(operand, path));
      return;
    }
    OptionalInt index = origin.source().file().overrideIndex();
    if (index.isEmpty()) {
      return;
    }
    boolean named =
        overrides.stream()
            .filter(override -> index(override) == index.getAsInt())
            .anyMatch(override -> isIn(path, override.fullPath()));
    if (!named) {
      List<String> paths = reached.computeIfAbsent(index.getAsInt(), any -> new ArrayList<>());
      if (!paths.contains(path)) {
        paths.add(path);
      }
    }
  }

  private static boolean isIn(String path, String owner) {
    return path.equals(owner) || path.startsWith(owner + ".");
  }
}
