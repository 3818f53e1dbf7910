// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says which parameters an expression is made of, with their values and places. */
final class Causes {

  private static final int DEEPEST = 12;

  private final Evaluator evaluator;

  Causes(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /**
   * A parameter with its value.
   *
   * @param place where it is written; empty where it is the schema's default
   */
  record Cause(BoundBlock block, String parameter, Value value, Optional<Origin> place) {

    /** {@code `embed_dim` = 1024 (x.yaml:12)}. */
    String show() {
      String where =
          place
              .map(origin -> " (" + at(origin, block.origin().span().file()) + ")")
              .orElse(" by default");
      return "`" + parameter + "` = " + Values.show(value) + where;
    }

    /** Where it is to be mended: the value itself, or the block where it is a default. */
    Span span() {
      return place.map(Origin::span).orElse(block.origin().span());
    }

    /** Whether nothing is written, or only a nought that stands for nothing. */
    boolean isDefault() {
      return place.isEmpty()
          || value instanceof Value.Null
          || (value instanceof Value.Int(long number) && number == 0);
    }

    /** Whether the value is written where it is used. */
    boolean isLiteral() {
      return place.map(origin -> origin.span().equals(origin.source())).orElse(false);
    }

    /** Where the value itself is written; the block where nothing is. */
    Span source() {
      return place.map(Origin::source).orElse(block.origin().span());
    }

    /** The lines, without the name of the file that the block stands in. */
    private static String at(Origin origin, SourceFile file) {
      Span used = origin.span();
      Span source = origin.source();
      String here =
          used.file().overrideIndex().isPresent()
              ? used.file().name()
              : used.file().equals(file)
                  ? "line " + used.line()
                  : used.file().name() + ":" + used.line();
      return used.file().equals(source.file()) && used.line() == source.line()
          ? here
          : here
              + ", from "
              + (source.file().overrideIndex().isPresent()
                  ? source.file().name()
                  : "line " + source.line());
    }
  }

  /** The parameters in an expression, each once, in the order in which they are read. */
  Map<String, Cause> of(Expr expression, BoundBlock block) {
    Map<String, Cause> causes = new LinkedHashMap<>();
    collect(expression, block, causes, 0);
    return causes;
  }

  /** All parameters of an expression in words. */
  String show(Expr expression, BoundBlock block) {
    return of(expression, block).values().stream()
        .map(Cause::show)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private void collect(Expr expression, BoundBlock block, Map<String, Cause> causes, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    switch (expression) {
      case Expr.Name(String name) -> name(name, block, causes, depth);
      case Expr.Given(String name) -> name(name, block, causes, depth);
      case Expr.Member(Expr owner, String name) -> {
        if (evaluator.evaluate(owner, block) instanceof Value.Block(BoundBlock inner)) {
          name(name, inner, causes, depth);
        }
      }
      default -> Exprs.parts(expression).forEach(part -> collect(part, block, causes, depth + 1));
    }
  }

  private void name(String name, BoundBlock block, Map<String, Cause> causes, int depth) {
    if (block.schema().parameter(name).isPresent()) {
      Cause cause =
          new Cause(
              block,
              name,
              evaluator.parameter(block, name),
              block.argument(name).map(Argument::origin));
      causes.putIfAbsent(block.path() + "." + name, cause);
      return;
    }
    Exprs.let(block.schema(), name).ifPresent(let -> collect(let, block, causes, depth + 1));
  }
}
