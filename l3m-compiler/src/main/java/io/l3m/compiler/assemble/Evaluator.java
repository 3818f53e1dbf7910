// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.assemble.Cell.Resolved;
import io.l3m.compiler.assemble.Expression.Call;
import io.l3m.compiler.assemble.Expression.Items;
import io.l3m.compiler.assemble.Expression.Joined;
import io.l3m.compiler.assemble.Expression.Literal;
import io.l3m.compiler.assemble.Expression.Pairs;
import io.l3m.compiler.assemble.Expression.Range;
import io.l3m.compiler.assemble.Expression.Reference;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode.Entry;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates the expression of one place. A fault is reported and gives an error node. */
final class Evaluator {

  private static final int STEPS_OF_DECODING = 1000;

  private final ReferenceResolver resolver;
  private final Cell cell;
  private final ReferenceNode node;

  /** Where the text of the scalar begins in the source, or -1 when it is written differently. */
  private final int textStart;

  /** How many texts are being decoded; their places are not in the source. */
  private int decoding = 0;

  Evaluator(ReferenceResolver resolver, Cell cell, ReferenceNode node) {
    this.resolver = resolver;
    this.cell = cell;
    this.node = node;
    Span span = node.origin() instanceof Origin.Referenced alias ? alias.source() : node.span();
    int inSource = span.text().indexOf(node.text());
    this.textStart = inSource < 0 || !span.equals(node.span()) ? -1 : span.start() + inSource;
  }

  ReferenceResolver resolver() {
    return resolver;
  }

  Cell cell() {
    return cell;
  }

  Resolved evaluate() {
    return switch (resolver.parse(node.text())) {
      case ParsedScalar.Valid(Expression expression) -> evaluate(expression);
      case ParsedScalar.Faulty(String reason, Range range) -> {
        resolver.problems().report(Code.REFERENCE_SYNTAX, place(range), reason);
        yield error();
      }
    };
  }

  /** The value of a text that is one argument of a function. */
  Resolved decode(String text, Range range) {
    if (!resolver.spendSteps(STEPS_OF_DECODING, place(range)) || !resolver.enter(place(range))) {
      return error();
    }
    Resolved result =
        switch (ParsedScalar.ofArgument(text)) {
          case ParsedScalar.Valid(Expression expression) -> {
            decoding++;
            Resolved value = evaluate(expression);
            decoding--;
            yield value;
          }
          case ParsedScalar.Faulty(String reason, Range inText) -> {
            resolver
                .problems()
                .report(Code.FUNCTION_ARGUMENT, place(range), "oc.decode", reads(text, reason));
            yield error();
          }
        };
    resolver.leave();
    return result;
  }

  private static String reads(String text, String reason) {
    return "cannot read the text `" + text + "`: " + reason;
  }

  Resolved evaluate(Expression expression) {
    if (!resolver.spendSteps(1, node.span())) {
      return error();
    }
    return switch (expression) {
      case Literal literal -> scalar(literal.value(), new Origin.Written(place(literal.range())));
      case Joined joined -> join(joined);
      case Reference reference -> new Lookup(this).find(reference);
      case Call call -> call(call);
      case Items items -> items(items);
      case Pairs pairs -> pairs(pairs);
    };
  }

  private Resolved join(Joined joined) {
    StringBuilder text = new StringBuilder();
    List<Origin> operands = new ArrayList<>();
    boolean poisoned = false;
    for (Expression part : joined.parts()) {
      if (resolver.isSpent()) {
        return error();
      }
      Resolved value = evaluate(part);
      poisoned |= value.node() instanceof ErrorNode;
      if (poisoned) {
        continue; // the faults of the other parts are independent
      }
      if (!(part instanceof Literal)) {
        operands.add(value.node().origin());
      }
      String shown = PythonText.of(value.node(), resolver.charactersLeft());
      if (!resolver.spendCharacters(shown.length(), node.span())) {
        return error();
      }
      text.append(shown);
    }
    if (poisoned) {
      return error();
    }
    return scalar(
        new ScalarValue.Text(text.toString()),
        new Origin.Computed(place(joined.range()), operands));
  }

  private Resolved call(Call call) {
    StringBuilder name = new StringBuilder();
    for (Expression part : call.name()) {
      Optional<String> text = text(evaluate(part), call.nameRange());
      if (text.isEmpty()) {
        return error();
      }
      name.append(name.isEmpty() ? "" : ".").append(text.get());
    }
    List<Resolved> arguments = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      arguments.add(evaluate(argument));
    }
    return new Functions(this, call, arguments).call(name.toString());
  }

  private Resolved items(Items items) {
    ReferenceResolver.Contents contents = resolver.new Contents();
    List<ConfigNode> nodes = new ArrayList<>();
    for (Expression item : items.items()) {
      nodes.add(contents.add(evaluate(item), node.span()));
    }
    return contents.of(new ListNode(nodes, new Origin.Written(place(items.range()))));
  }

  private Resolved pairs(Pairs pairs) {
    ReferenceResolver.Contents contents = resolver.new Contents();
    Map<String, Entry> entries = new LinkedHashMap<>();
    Span place = place(pairs.range());
    for (Pairs.Pair pair : pairs.pairs()) {
      ConfigNode value = contents.add(evaluate(pair.value()), node.span());
      entries.put(pair.key(), new Entry(pair.key(), place, value));
    }
    return contents.of(new MapNode(entries.values().stream().toList(), new Origin.Written(place)));
  }

  /** The text that a computed name is, or empty when it is none and that was reported. */
  Optional<String> text(Resolved value, Range range) {
    return switch (value.node()) {
      case ScalarNode scalar when scalar.value() instanceof ScalarValue.Text(String text) ->
          Optional.of(text);
      case ScalarNode scalar -> notText(scalar.value().kind(), range);
      case MapNode map -> notText("a map", range);
      case ListNode list -> notText("a list", range);
      case ReferenceNode reference -> Optional.empty();
      case ErrorNode error -> Optional.empty();
    };
  }

  private Optional<String> notText(String kind, Range range) {
    resolver.problems().report(Code.REFERENCE_KEY_NOT_TEXT, place(range), kind);
    return Optional.empty();
  }

  Resolved scalar(ScalarValue value, Origin origin) {
    return ReferenceResolver.leaf(new ScalarNode(value, PythonText.of(value), origin));
  }

  Resolved error() {
    return ReferenceResolver.leaf(new ErrorNode(node.origin()));
  }

  /** The place of a part of the text; the whole scalar where the source is written differently. */
  Span place(Range range) {
    boolean known = textStart >= 0 && decoding == 0 && range.end() > range.start();
    return known
        ? new Span(node.span().file(), textStart + range.start(), textStart + range.end())
        : node.span();
  }
}
