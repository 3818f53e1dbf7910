// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.Events.SyntaxErrorReported;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;

/**
 * Builds the tree of one document from the parser's events; aliases share the nodes that they
 * repeat, and what they expand to is counted.
 */
final class TreeBuilder {

  /** Deeper than any config, and shallow enough for code that descends by recursion. */
  static final int DEEPEST = 100;

  /** How many values a config may have once aliases are expanded. */
  static final int MOST_VALUES = 250_000;

  /** A value with an anchor: what it costs to repeat it. */
  private record Anchored(ConfigNode node, int values, int height) {}

  private final Events events;
  private final Places places;
  private final Problems problems;
  private final ScalarNodes scalars;
  private final Map<String, Anchored> anchors = new LinkedHashMap<>();
  private final Map<String, Span> anchorPlaces = new HashMap<>();
  private final Set<String> openAnchors = new HashSet<>();
  private int values = 0;
  private int deepest = 0;
  private int end = 0;
  private boolean expansionReported = false;

  TreeBuilder(Events events, Places places, Problems problems) {
    this.events = events;
    this.places = places;
    this.problems = problems;
    this.scalars = new ScalarNodes(places, problems);
  }

  /** The one document, or empty when there is none or its syntax is broken. */
  Optional<ConfigNode> document() {
    try {
      events.next();
      if (events.peek() instanceof StreamEndEvent) {
        return Optional.empty();
      }
      events.next();
      boolean empty = isEmpty(events.peek());
      ConfigNode root = node(0, Optional.empty());
      events.next();
      if (events.peek() instanceof DocumentStartEvent second) {
        problems
            .report(Code.YAML_SEVERAL_DOCUMENTS, span(second))
            .hint("split the file, or delete the line `---`");
        return empty ? Optional.empty() : Optional.of(withDocuments(root));
      }
      return empty ? Optional.empty() : Optional.of(root);
    } catch (SyntaxErrorReported reported) {
      return Optional.empty();
    }
  }

  /**
   * All documents as the one config that they probably were meant as. One that begins with a key
   * anew is another config, and is not read.
   */
  private ConfigNode withDocuments(ConfigNode first) throws SyntaxErrorReported {
    MapEntries entries = new MapEntries(problems);
    boolean maps = first instanceof MapNode;
    Set<String> keys = new HashSet<>();
    if (first instanceof MapNode map) {
      map.entries().forEach(entries::put);
      keys.addAll(map.keys());
    }
    while (maps && events.peek() instanceof DocumentStartEvent) {
      events.next();
      ConfigNode next = node(0, Optional.empty());
      events.next();
      if (next instanceof MapNode map && Collections.disjoint(keys, map.keys())) {
        map.entries().forEach(entries::put);
        keys.addAll(map.keys());
      }
    }
    return maps ? new MapNode(entries.inOrder(), first.origin()) : first;
  }

  private static boolean isEmpty(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.isPlain()
        && scalar.getValue().isEmpty()
        && scalar.getAnchor() == null
        && scalar.getTag() == null;
  }

  private ConfigNode node(int depth, Optional<Span> key) throws SyntaxErrorReported {
    Event event = events.next();
    if (event instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor == null) {
      return unanchored(event, depth, key);
    }
    reportTwice(anchor, span(event));
    int valuesBefore = values;
    int deepestBefore = deepest;
    deepest = depth;
    openAnchors.add(anchor);
    ConfigNode node = unanchored(event, depth, key);
    openAnchors.remove(anchor);
    anchors.put(anchor, new Anchored(node, values - valuesBefore, deepest - depth));
    deepest = Math.max(deepest, deepestBefore);
    return node;
  }

  /** YAML lets a name be anchored anew; PyYAML, which reads these files, does not. */
  private void reportTwice(String anchor, Span place) {
    Span first = anchorPlaces.putIfAbsent(anchor, place);
    if (first != null) {
      problems
          .report(Code.YAML_DUPLICATE_ANCHOR, place, anchor)
          .label(first, "the first one")
          .hint("give one of the two another name");
    }
  }

  private ConfigNode unanchored(Event event, int depth, Optional<Span> key)
      throws SyntaxErrorReported {
    values++;
    deepest = Math.max(deepest, depth);
    if (event instanceof ScalarEvent scalar) {
      end = places.offset(scalar.getEndMark());
      return scalars.value(scalar, key);
    }
    CollectionStartEvent start = (CollectionStartEvent) event;
    if (depth == DEEPEST) {
      throw tooDeep(start);
    }
    if (scalars.reportTag(start)) {
      return skip(start);
    }
    return start instanceof MappingStartEvent ? map(start, depth) : list(start, depth);
  }

  private ConfigNode alias(AliasEvent alias, int depth) {
    Span place = span(alias);
    end = place.end();
    String name = alias.getAnchor();
    ErrorNode error = new ErrorNode(new Origin.Written(place));
    if (openAnchors.contains(name)) {
      problems.report(Code.YAML_RECURSIVE_ALIAS, place, name);
      return error;
    }
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      reportUnknownAnchor(name, place);
      return error;
    }
    values += anchored.values();
    if (values > MOST_VALUES) {
      if (!expansionReported) {
        problems.report(Code.YAML_EXPANSION, place, MOST_VALUES);
      }
      expansionReported = true;
      return error;
    }
    deepest = Math.max(deepest, depth + anchored.height());
    if (depth + anchored.height() > DEEPEST) {
      problems.report(Code.YAML_TOO_DEEP, place, DEEPEST);
      return error;
    }
    ConfigNode node = anchored.node();
    return node.withOrigin(new Origin.Referenced(place, node.origin()));
  }

  private void reportUnknownAnchor(String name, Span place) {
    Optional<String> near = NameGuess.among(anchors.keySet(), name);
    Problems.Report report =
        problems
            .report(Code.YAML_UNKNOWN_ANCHOR, place, name)
            .suggest(near.map(anchor -> "*" + anchor));
    if (near.isPresent()) {
      return;
    }
    if (!anchors.isEmpty() && anchors.size() <= 8) {
      report.hint("before this there are: " + String.join(", ", anchors.keySet()));
    } else {
      report.hint("put a text that begins with `*` in quotes");
    }
  }

  private ListNode list(CollectionStartEvent start, int depth) throws SyntaxErrorReported {
    List<ConfigNode> items = new ArrayList<>();
    while (!(events.peek() instanceof SequenceEndEvent)) {
      items.add(node(depth + 1, Optional.empty()));
    }
    return new ListNode(items, closing(start));
  }

  private MapNode map(CollectionStartEvent start, int depth) throws SyntaxErrorReported {
    MapEntries entries = new MapEntries(problems);
    while (!(events.peek() instanceof MappingEndEvent)) {
      Event event = events.peek();
      if (event instanceof ScalarEvent key && ScalarNodes.isMerge(key)) {
        events.next();
        entries.merge(node(depth + 1, Optional.of(span(key))));
        continue;
      }
      ConfigNode keyNode = node(depth + 1, Optional.empty());
      Span keySpan = keyNode.span();
      Optional<String> key = scalars.key(keyNode, keySpan);
      ConfigNode value = node(depth + 1, Optional.of(keySpan));
      key.ifPresent(name -> entries.put(new MapNode.Entry(name, keySpan, value)));
    }
    return new MapNode(entries.inOrder(), closing(start));
  }

  /** Takes the end of a collection and gives the origin of the whole. */
  private Origin closing(CollectionStartEvent start) throws SyntaxErrorReported {
    Event closing = events.next();
    if (start.isFlow()) {
      end = places.offset(closing.getEndMark());
    }
    int from = places.offset(start.getStartMark());
    return new Origin.Written(places.span(from, Math.max(from, end)));
  }

  /** Passes over a collection without recursion. */
  private ErrorNode skip(CollectionStartEvent start) throws SyntaxErrorReported {
    int open = 1;
    while (open > 0) {
      Event event = events.next();
      if (event instanceof CollectionStartEvent && open++ == DEEPEST) {
        throw tooDeep(event);
      } else if (event instanceof CollectionEndEvent) {
        open--;
      }
      end = Math.max(end, places.offset(event.getStartMark()));
    }
    return new ErrorNode(new Origin.Written(character(start)));
  }

  /** Nothing behind is read: the scanner takes quadratic time on thousands of open brackets. */
  private SyntaxErrorReported tooDeep(Event event) {
    problems.report(Code.YAML_TOO_DEEP, character(event), DEEPEST);
    return new SyntaxErrorReported();
  }

  private Span span(Event event) {
    return places.span(event.getStartMark(), event.getEndMark());
  }

  private Span character(Event event) {
    return places.character(places.offset(event.getStartMark()));
  }
}
