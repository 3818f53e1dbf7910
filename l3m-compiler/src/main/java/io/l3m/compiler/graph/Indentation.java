// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.SectionSchema;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode.Entry;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.Outdented;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds keys that belong in the empty key above them, which only the schema can tell: the owner
 * does not know them, and what the empty key stands for does. They are reported once and moved
 * there, so that everything else in them is checked as it was meant.
 */
public final class Indentation {

  private final BlockCatalog catalog;
  private final Problems problems;

  public Indentation(BlockCatalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  /** The config as it was meant to be indented. */
  public MapNode mend(MapNode root) {
    return map(root, new Place.InSection(""));
  }

  /** What stands around keys, and so which of them it knows. */
  private sealed interface Place {

    /** A section, by its path. */
    record InSection(String path) implements Place {}

    /** A block of some kind. */
    record InBlock(BlockSchema schema) implements Place {}

    /** A map of names, or a block that nobody knows. */
    record Anywhere() implements Place {}
  }

  private MapNode map(MapNode map, Place place) {
    List<Entry> entries = settled(map.entries(), place);
    List<Entry> mended = new ArrayList<>();
    for (Entry entry : entries) {
      mended.add(entry.withValue(value(entry.value(), inside(entry, place))));
    }
    return new MapNode(mended, map.origin());
  }

  private ConfigNode value(ConfigNode node, Place place) {
    return switch (node) {
      case MapNode map -> map(map, place);
      case ListNode list ->
          new ListNode(
              list.items().stream().map(item -> value(item, ofItem(item))).toList(), list.origin());
      default -> node;
    };
  }

  private Place ofItem(ConfigNode item) {
    Optional<BlockSchema> block = item instanceof MapNode map ? blockOf(map) : Optional.empty();
    return block.<Place>map(Place.InBlock::new).orElseGet(Place.Anywhere::new);
  }

  /** The entries with each key in the map where it belongs. */
  private List<Entry> settled(List<Entry> entries, Place place) {
    List<Entry> rest = new ArrayList<>(entries);
    List<Entry> settled = new ArrayList<>();
    while (!rest.isEmpty()) {
      Entry entry = rest.removeFirst();
      if (Outdented.isIn(entry)) {
        List<Entry> inner = ((MapNode) entry.value()).entries();
        int count = belonging(inner, inside(entry, place), place);
        rest.addAll(0, inner.subList(count, inner.size()));
        settled.add(entry.withValue(Outdented.map(inner.subList(0, count))));
      } else if (entry.isEmpty() && !rest.isEmpty() && isNext(entry, rest.getFirst())) {
        Place inside = inside(entry.withValue(Outdented.map(rest)), place);
        boolean begins = begins(rest.getFirst(), inside, place);
        int count = begins ? belonging(rest, inside, place) : 0;
        List<Entry> inner = List.copyOf(rest.subList(0, count));
        rest.subList(0, count).clear();
        if (begins) {
          Outdented.report(entry, inner.getFirst().keySpan(), problems);
        }
        settled.add(begins ? entry.withValue(Outdented.map(inner)) : entry);
      } else {
        settled.add(entry);
      }
    }
    return settled;
  }

  private static boolean isNext(Entry empty, Entry next) {
    return next.keySpan().file().equals(empty.keySpan().file())
        && next.keySpan().line() > empty.keySpan().line()
        && next.keySpan().column() == empty.keySpan().column();
  }

  /**
   * How many of the entries belong inside: those up to the last one that the outside does not know;
   * where it takes any name, those that the inside knows.
   */
  private int belonging(List<Entry> entries, Place inside, Place outside) {
    int count = 1;
    for (int i = 1; i < entries.size(); i++) {
      boolean known = knows(inside, entries.get(i));
      if (!known && knows(outside, entries.get(i))) {
        return count;
      }
      if (isFree(outside) || !knows(outside, entries.get(i))) {
        count = i + 1;
      }
    }
    return count;
  }

  /** Whether the lines below an empty key begin what belongs in it. */
  private boolean begins(Entry first, Place inside, Place outside) {
    return !(inside instanceof Place.Anywhere) && !knows(outside, first) && knows(inside, first);
  }

  private boolean isFree(Place place) {
    return switch (place) {
      case Place.InSection(String path) ->
          catalog.section(path).map(SectionSchema::open).orElse(true);
      case Place.InBlock block -> false;
      case Place.Anywhere anywhere -> true;
    };
  }

  private boolean knows(Place place, Entry entry) {
    String key = entry.key();
    boolean special = BlockBinder.SPECIAL.contains(key);
    return switch (place) {
      case Place.InSection(String path) ->
          !special
              && (isFree(place)
                  || catalog.section(path).flatMap(section -> section.key(key)).isPresent()
                  || catalog.section(join(path, key)).isPresent());
      case Place.InBlock(BlockSchema schema) -> special || schema.parameter(key).isPresent();
      case Place.Anywhere anywhere -> !special;
    };
  }

  private Place inside(Entry entry, Place place) {
    if (place instanceof Place.InSection(String path)
        && catalog.section(join(path, entry.key())).isPresent()) {
      return new Place.InSection(join(path, entry.key()));
    }
    Optional<BlockSchema> block =
        entry.value() instanceof MapNode map ? blockOf(map) : Optional.empty();
    return block.<Place>map(Place.InBlock::new).orElseGet(Place.Anywhere::new);
  }

  private Optional<BlockSchema> blockOf(MapNode map) {
    return map.get(BlockBinder.TARGET)
        .filter(ScalarNode.class::isInstance)
        .flatMap(target -> catalog.find(((ScalarNode) target).text()));
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
