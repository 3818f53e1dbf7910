// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.compiler.assemble.Cell.Resolved;
import io.l3m.compiler.assemble.Expression.Literal;
import io.l3m.compiler.assemble.Expression.Range;
import io.l3m.compiler.assemble.Expression.Reference;
import io.l3m.compiler.assemble.PathWalk.End;
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
import io.l3m.compiler.yaml.ScalarValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a reference refers to, or says why there is nothing. */
final class Lookup {

  private final Evaluator evaluator;
  private final ReferenceResolver resolver;
  private final Problems problems;

  Lookup(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.resolver = evaluator.resolver();
    this.problems = resolver.problems();
  }

  Resolved find(Reference reference) {
    List<String> written = new ArrayList<>();
    for (Expression key : reference.keys()) {
      if (key instanceof Literal(ScalarValue.Text(String name), Range range)) {
        written.add(name);
        continue;
      }
      Optional<String> name = evaluator.text(evaluator.evaluate(key), key.range());
      if (name.isEmpty()) {
        return evaluator.error();
      }
      written.addAll(PathWalk.names(name.get()));
    }
    Span place = evaluator.place(reference.path());
    Optional<List<String>> names = absolute(reference.up(), written);
    if (names.isEmpty()) {
      int above = evaluator.cell().path().size();
      String text = ".".repeat(reference.up()) + String.join(".", written);
      problems.report(Code.REFERENCE_ABOVE_ROOT, place, text, reference.up(), above);
      return evaluator.error();
    }
    return find(reference, names.get(), place);
  }

  /** The names from the root; empty when there are too many dots in front. */
  Optional<List<String>> absolute(int up, List<String> written) {
    if (up == 0) {
      return Optional.of(written);
    }
    List<String> owner = evaluator.cell().path();
    if (up > owner.size()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>(owner.subList(0, owner.size() - up));
    names.addAll(written);
    return Optional.of(names);
  }

  private Resolved find(Reference reference, List<String> names, Span place) {
    boolean override = place.file().overrideIndex().isPresent();
    Optional<Resolved> value =
        switch (resolver.walk(names)) {
          case End.Found(Resolved found) ->
              Optional.of(override ? withDefaults(found, names) : found);
          case End.Lost(int known, ConfigNode where) -> {
            Optional<Resolved> below = resolver.walkBelow(names);
            if (override && below.isPresent()) {
              yield below;
            }
            if (!resolver.isReported(names, place)) {
              resolver.remember(
                  names,
                  below.isEmpty()
                      ? reportLost(reference, names, known, where, place)
                      : reportBelow(names, below.get().node(), place));
            }
            yield Optional.empty();
          }
        };
    if (value.isEmpty() || value.get().node() instanceof ErrorNode) {
      return evaluator.error();
    }
    ConfigNode node = value.get().node();
    if (node instanceof ScalarNode scalar && scalar.value() instanceof ScalarValue.Missing) {
      reportMissing(names, node, place);
      return evaluator.error();
    }
    Span whole = evaluator.place(reference.range());
    return resolver.withOrigin(value.get(), new Origin.Referenced(whole, node.origin()));
  }

  /** An override sees the whole config, so a map is what it is over the defaults. */
  private Resolved withDefaults(Resolved found, List<String> names) {
    Optional<Resolved> below = resolver.walkBelow(names);
    if (below.isEmpty()
        || !(below.get().node() instanceof MapNode base)
        || !(found.node() instanceof MapNode over)) {
      return found;
    }
    MapNode merged = new ConfigMerger(new Problems()).merge(base, over);
    return new Resolved(
        merged,
        found.values() + below.get().values(),
        Math.max(found.height(), below.get().height()));
  }

  private Problems.Report reportBelow(List<String> names, ConfigNode node, Span place) {
    return problems
        .report(Code.REFERENCE_INTO_DEFAULTS, place, String.join(".", names))
        .about(String.join(".", names))
        .label(node.span(), "set here")
        .hint("set it in this file too: references of a file see that file alone");
  }

  /** Reports the value that has yet to be filled in, where it is written. */
  @CanIgnoreReturnValue
  private Problems.Report reportMissing(List<String> names, ConfigNode node, Span place) {
    return problems
        .report(Code.VALUE_LEFT_OPEN, node.origin().source(), "`" + String.join(".", names) + "`")
        .label(place, "used here");
  }

  private Problems.Report reportLost(
      Reference reference, List<String> names, int known, ConfigNode where, Span place) {
    if (where instanceof ScalarNode scalar && scalar.value() instanceof ScalarValue.Missing) {
      return reportMissing(names.subList(0, known), where, place);
    }
    Optional<Span> deletion = resolver.deletion(names);
    if (deletion.isPresent()) {
      return problems
          .report(
              Code.REFERENCE_UNKNOWN,
              deletion.get(),
              String.join(".", names),
              why(names, known, where))
          .label(place, "it is referred to here");
    }
    String self = String.join(".", evaluator.cell().path());
    Optional<String> near =
        resolver
            .suggestions()
            .near(names, known, where, self)
            .filter(path -> !path.equals(self))
            .map(path -> asWritten(reference, path));
    Problems.Report report =
        problems
            .report(
                Code.REFERENCE_UNKNOWN, place, String.join(".", names), why(names, known, where))
            .about(String.join(".", names))
            .suggest(near);
    if (near.isEmpty()
        && where instanceof MapNode map
        && !map.entries().isEmpty()
        && map.entries().size() <= 12) {
      report.hint(owner(names, known) + " has " + String.join(", ", map.keys()));
    }
    return report;
  }

  /** A relative reference stays one when the suggestion has the same owner. */
  private String asWritten(Reference reference, String path) {
    List<String> owner = evaluator.cell().path();
    int kept = owner.size() - reference.up();
    String prefix = String.join(".", owner.subList(0, Math.max(kept, 0)));
    boolean within = reference.up() > 0 && (kept == 0 || path.startsWith(prefix + "."));
    return within
        ? ".".repeat(reference.up()) + (kept == 0 ? path : path.substring(prefix.length() + 1))
        : path;
  }

  private static String why(List<String> names, int known, ConfigNode where) {
    String owner = owner(names, known);
    String next = names.get(known);
    return switch (where) {
      case MapNode map -> owner + " has no `" + next + "`";
      case ListNode list -> owner + " is a list of " + list.items().size() + " items";
      case ScalarNode scalar -> owner + " is " + scalar.value().kind();
      case ReferenceNode reference -> owner + " has no `" + next + "`";
      case ErrorNode error -> owner + " has no `" + next + "`";
    };
  }

  private static String owner(List<String> names, int known) {
    return known == 0 ? "this config" : "`" + String.join(".", names.subList(0, known)) + "`";
  }
}
