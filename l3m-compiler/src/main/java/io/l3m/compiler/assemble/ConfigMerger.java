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
import io.l3m.compiler.yaml.ConfigNode.MapNode.Entry;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Merges one config over another: maps deep, all else whole, null too. The marker {@code ???} keeps
 * what is there. A map and a list cannot be merged.
 */
public final class ConfigMerger {

  private final Problems problems;

  public ConfigMerger(Problems problems) {
    this.problems = problems;
  }

  MapNode merge(MapNode base, MapNode over) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    base.entries().forEach(entry -> entries.put(entry.key(), entry));
    for (Entry entry : over.entries()) {
      Entry below = entries.get(entry.key());
      if (below == null) {
        entries.put(entry.key(), entry);
      } else {
        ConfigNode value = merge(below.value(), entry.value(), entry.keySpan());
        // An override changes a value of the map; the map itself stays where it is written.
        Span key = isOverride(entry.keySpan()) ? below.keySpan() : entry.keySpan();
        entries.put(entry.key(), new Entry(entry.key(), key, value));
      }
    }
    Origin origin = isOverride(over.span()) ? base.origin() : over.origin();
    return new MapNode(entries.values().stream().toList(), origin);
  }

  /**
   * One value over another.
   *
   * @param place the key of the value that is merged over the base
   */
  public ConfigNode merge(ConfigNode base, ConfigNode over, Span place) {
    if (base instanceof MapNode baseMap && over instanceof MapNode overMap) {
      return merge(baseMap, overMap);
    }
    if (over instanceof ScalarNode scalar && scalar.value() instanceof ScalarValue.Missing) {
      return base;
    }
    if (base instanceof ErrorNode && over instanceof MapNode) {
      return base; // what the map was merged over is unknown, so its missing keys are too
    }
    boolean clash =
        (base instanceof MapNode && over instanceof ListNode)
            || (base instanceof ListNode && over instanceof MapNode);
    if (clash) {
      reportClash(base, over, place);
      return new ErrorNode(over.origin());
    }
    return isOverride(over.span())
        ? over.withOrigin(new Origin.Overridden(over.span(), base.span()))
        : over;
  }

  private void reportClash(ConfigNode base, ConfigNode over, Span place) {
    boolean list = over instanceof ListNode;
    problems
        .report(Code.MERGE_KIND_CLASH, place, list ? "a list" : "a map", list ? "a map" : "a list")
        .label(base.span(), list ? "the map" : "the list")
        .hint(
            list
                ? "write a map, or delete the key in the other place"
                : "write the whole list, since lists are replaced whole");
  }

  private static boolean isOverride(Span span) {
    return span.file().overrideIndex().isPresent();
  }
}
