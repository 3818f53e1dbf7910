// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.assemble.Cell.Resolved;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode.Entry;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Resolves the references of one tree, each place once and whatever it refers to before it. A
 * reference that cannot be resolved is reported and becomes an error node; what depends on it
 * becomes one silently. All work is bounded, however references multiply what they refer to.
 */
final class ReferenceResolver {

  private static final int MOST_VALUES = 250_000;
  private static final int MOST_LEVELS = 100;
  private static final int MOST_STEPS = 1_000_000;
  private static final int MOST_CHARACTERS = 4_000_000;

  /** How far a reference may lead to another, and values lie in each other, at the same time. */
  private static final int DEEPEST = 300;

  private final Cell root;
  private final Optional<ReferenceResolver> below;
  private final Surroundings surroundings;
  private final Problems problems;
  private final Suggestions suggestions;
  private final List<Cell> active = new ArrayList<>();
  private final IdentityHashMap<ConfigNode, Resolved> measured = new IdentityHashMap<>();
  private final Map<String, ParsedScalar> parsed = new HashMap<>();
  private final Map<List<String>, Problems.Report> lost = new HashMap<>();
  private int depth = 0;
  private int steps = 0;
  private int characters = 0;
  private boolean boundReported = false;

  /**
   * What references see beside the tree.
   *
   * @param environment what {@code oc.env} sees
   * @param deletions what is not there any more
   */
  record Surroundings(Map<String, String> environment, Deletions deletions) {}

  /**
   * @param below the resolver of the defaults, where references of this tree do not reach
   * @param surroundings what else references see
   */
  ReferenceResolver(
      MapNode tree,
      Optional<ReferenceResolver> below,
      Surroundings surroundings,
      Problems problems) {
    this.root = Cell.root(tree);
    this.below = below;
    this.surroundings = surroundings;
    this.problems = problems;
    this.suggestions = new Suggestions(tree);
  }

  /** The tree without references. */
  MapNode resolve() {
    return resolve(root).node() instanceof MapNode map ? map : (MapNode) root.node();
  }

  /** A value that stands in no tree; its references see this tree. */
  ConfigNode resolveDetached(ConfigNode value) {
    return resolve(Cell.root(value)).node();
  }

  Map<String, String> environment() {
    return surroundings.environment();
  }

  /** The override that took away what some names led to. */
  Optional<Span> deletion(List<String> names) {
    return surroundings.deletions().ofNames(names);
  }

  Problems problems() {
    return problems;
  }

  Suggestions suggestions() {
    return suggestions;
  }

  /** Where some names lead from the root. */
  PathWalk.End walk(List<String> names) {
    return new PathWalk(this::resolve, this::measure).from(root, names);
  }

  /** The value that some names lead to in the defaults. */
  Optional<Resolved> walkBelow(List<String> names) {
    return below
        .map(resolver -> resolver.walk(names))
        .flatMap(end ->
            end instanceof PathWalk.End.Found(Resolved value)
                ? Optional.of(value)
                : Optional.empty());
  }

  /**
   * Whether it was said that names lead nowhere, so that one more reference is only noted; also
   * where a section is there under a misspelled name, which is said of its key.
   */
  boolean isReported(List<String> names, Span place) {
    Problems.Report report = lost.get(names);
    if (report != null) {
      report.label(place, "it is referred to here, too");
      return true;
    }
    return !names.isEmpty() && isMisspelled(names.getFirst());
  }

  void remember(List<String> names, Problems.Report report) {
    lost.put(names, report);
  }

  /** Whether the defaults know a section, and this tree only a name that nearly is its name. */
  private boolean isMisspelled(String section) {
    return root.node() instanceof MapNode map
        && !map.has(section)
        && isInDefaults(section)
        && NameGuess.slip(map.keys().stream().filter(key -> !isInDefaults(key)).toList(), section)
            .isPresent();
  }

  private boolean isInDefaults(String section) {
    return walkBelow(List.of(section)).isPresent();
  }

  /** The expression of a text, parsed once however often it occurs. */
  ParsedScalar parse(String text) {
    return parsed.computeIfAbsent(text, ParsedScalar::of);
  }

  /** The value of a place, with all references in it resolved. */
  Resolved resolve(Cell cell) {
    Optional<Resolved> known = cell.resolved();
    if (known.isPresent()) {
      return known.get();
    }
    if (!enter(cell.node().span())) {
      return leaf(new ErrorNode(cell.node().origin()));
    }
    Resolved result =
        switch (cell.node()) {
          case MapNode map -> cell.resolve(resolve(cell, map));
          case ListNode list -> cell.resolve(resolve(cell, list));
          case ReferenceNode reference -> resolve(cell, reference);
          case ScalarNode scalar -> cell.resolve(leaf(scalar));
          case ErrorNode error -> cell.resolve(leaf(error));
        };
    leave();
    return result;
  }

  static Resolved leaf(ConfigNode node) {
    return new Resolved(node, 1, 0);
  }

  private Resolved resolve(Cell cell, MapNode map) {
    Contents contents = new Contents();
    List<Entry> entries = new ArrayList<>();
    Map<String, Cell> cells = cell.entries(map);
    for (Entry entry : map.entries()) {
      Cell child = cells.getOrDefault(entry.key(), Cell.root(entry.value()));
      entries.add(entry.withValue(contents.add(resolve(child), entry.keySpan())));
    }
    return contents.of(new MapNode(entries, map.origin()));
  }

  private Resolved resolve(Cell cell, ListNode list) {
    Contents contents = new Contents();
    List<ConfigNode> items = new ArrayList<>();
    for (Cell item : cell.items(list)) {
      items.add(contents.add(resolve(item), item.node().span()));
    }
    return contents.of(new ListNode(items, list.origin()));
  }

  private Resolved resolve(Cell cell, ReferenceNode reference) {
    ErrorNode error = new ErrorNode(reference.origin());
    if (cell.isActive()) {
      reportCircle(active.subList(active.indexOf(cell), active.size()));
      return leaf(error);
    }
    active.add(cell);
    cell.setActive(true);
    Resolved result = new Evaluator(this, cell, reference).evaluate();
    active.removeLast();
    cell.setActive(false);
    return cell.resolve(cell.isCyclic() ? leaf(error) : result);
  }

  /** The sizes of a container while it is filled. */
  final class Contents {
    private int values = 1;
    private int height = 0;

    /** The child, or an error node when it would make the container too large or too deep. */
    ConfigNode add(Resolved child, Span place) {
      if (values + child.values() > MOST_VALUES) {
        reportBound(Code.REFERENCE_EXPANSION, place, MOST_VALUES, "values");
        return new ErrorNode(child.node().origin());
      }
      if (child.height() >= MOST_LEVELS) {
        reportBound(Code.REFERENCE_TOO_DEEP, place, MOST_LEVELS);
        return new ErrorNode(child.node().origin());
      }
      values += child.values();
      height = Math.max(height, child.height() + 1);
      return child.node();
    }

    Resolved of(ConfigNode container) {
      Resolved result = new Resolved(container, values, height);
      measured.put(container, result);
      return result;
    }
  }

  /** The same value with another origin. */
  Resolved withOrigin(Resolved value, Origin origin) {
    ConfigNode node = value.node().withOrigin(origin);
    Resolved result = new Resolved(node, value.values(), value.height());
    if (!(node instanceof ScalarNode)) {
      measured.put(node, result);
    }
    return result;
  }

  private Resolved measure(ConfigNode node) {
    Resolved known = measured.get(node);
    return known == null ? leaf(node) : known;
  }

  /** Goes one level deeper, or reports that this is too deep. */
  boolean enter(Span place) {
    if (depth == DEEPEST) {
      reportBound(Code.REFERENCE_TOO_DEEP, place, DEEPEST);
      return false;
    }
    depth++;
    return true;
  }

  void leave() {
    depth--;
  }

  /** Spends some of the work that a config may cause, or reports that it is spent. */
  boolean spendSteps(int count, Span place) {
    steps = Math.min(steps + count, MOST_STEPS + 1);
    if (steps > MOST_STEPS) {
      reportBound(Code.REFERENCE_EXPANSION, place, MOST_STEPS, "evaluations");
    }
    return steps <= MOST_STEPS;
  }

  /** Whether all work that a config may cause is done. */
  boolean isSpent() {
    return steps > MOST_STEPS || characters > MOST_CHARACTERS;
  }

  /** How many characters references may still add. */
  int charactersLeft() {
    return MOST_CHARACTERS - characters;
  }

  boolean spendCharacters(int count, Span place) {
    characters = Math.min(characters + count, MOST_CHARACTERS + 1);
    if (characters > MOST_CHARACTERS) {
      reportBound(Code.REFERENCE_EXPANSION, place, MOST_CHARACTERS, "characters");
    }
    return characters <= MOST_CHARACTERS;
  }

  private void reportBound(Code code, Span place, Object... arguments) {
    if (!boundReported) {
      problems.report(code, place, arguments);
    }
    boundReported = true;
  }

  /** Reports a circle once and whole, from the link that stands first. */
  private void reportCircle(List<Cell> links) {
    if (links.stream().allMatch(Cell::isCyclic)) {
      return;
    }
    links.forEach(Cell::markCyclic);
    Comparator<Cell> place = Comparator.comparing(cell -> cell.node().span());
    int first = links.indexOf(links.stream().min(place).orElseThrow());
    List<Cell> ordered = new ArrayList<>(links.subList(first, links.size()));
    ordered.addAll(links.subList(0, first));
    ordered.add(ordered.getFirst());
    Problems.Report report =
        problems
            .report(Code.REFERENCE_CYCLE, ordered.getFirst().node().span(), shown(ordered))
            .hint("give one of them a value of its own");
    for (int i = 1; i < ordered.size() - 1; i++) {
      String next = String.join(".", ordered.get(i + 1).path());
      report.label(ordered.get(i).node().span(), "refers to `" + next + "`");
    }
  }

  private static String shown(List<Cell> links) {
    int most = 6;
    List<String> names =
        links.stream().map(cell -> "`" + String.join(".", cell.path()) + "`").toList();
    if (names.size() <= most) {
      return String.join(" → ", names);
    }
    String middle = (names.size() - most) + " more";
    return names.stream().limit(most - 1).collect(Collectors.joining(" → "))
        + " → "
        + middle
        + " → "
        + names.getLast();
  }
}
