// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode.Entry;
import java.util.List;

/**
 * Keys that were meant to stand in the value of the key above them and are indented no more than
 * it: to YAML that key is empty, and they are its neighbours.
 */
public final class Outdented {

  private Outdented() {}

  /** Reports that what belongs to an empty key begins at its own column. */
  public static void report(Entry empty, Span first, Problems problems) {
    problems
        .report(Code.YAML_NOT_INDENTED, empty.keySpan(), empty.key())
        .label(first, "this and what follows belong in it")
        .hint("indent those lines further than `" + empty.key() + ":`");
  }

  /** The value of the empty key, made of the entries that belong in it. */
  public static MapNode map(List<Entry> entries) {
    Span first = entries.getFirst().keySpan();
    Span last = entries.getLast().value().span();
    boolean forth = last.file().equals(first.file()) && last.end() >= first.end();
    Span whole = forth ? new Span(first.file(), first.start(), last.end()) : first;
    return new MapNode(entries, new Origin.Written(whole));
  }

  /** Whether the value of a key stands at the key's own column. */
  public static boolean isIn(Entry entry) {
    return entry.value() instanceof MapNode map
        && !map.entries().isEmpty()
        && map.entries().getFirst().keySpan().file().equals(entry.keySpan().file())
        && map.entries().getFirst().keySpan().line() > entry.keySpan().line()
        && map.entries().getFirst().keySpan().column() == entry.keySpan().column();
  }
}
