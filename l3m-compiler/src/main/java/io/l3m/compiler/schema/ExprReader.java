// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Parse trees of expressions to {@link Expr}, names checked on the way. */
final class ExprReader {

  /** The functions of the language. */
  static final Set<String> FUNCTIONS =
      Set.of(
          "abs",
          "all_true",
          "any_contains",
          "ceil",
          "count_uses",
          "covers",
          "distinct",
          "floor",
          "increasing",
          "int",
          "is_block",
          "is_int",
          "is_list",
          "is_text",
          "len",
          "max",
          "min",
          "names",
          "pick",
          "prod",
          "same_items",
          "sqrt",
          "sum",
          "uses");

  private final Places places;
  private final Scope scope;
  private final Problems problems;
  private final boolean freeSizes;

  /**
   * @param freeSizes whether sizes that only unification knows ({@code B}, {@code N}) may occur
   */
  ExprReader(Places places, Scope scope, Problems problems, boolean freeSizes) {
    this.places = places;
    this.scope = scope;
    this.problems = problems;
    this.freeSizes = freeSizes;
  }

  Expr read(BlocksParser.ExprContext context) {
    Expr first = read(context.disjunction(0));
    if (context.disjunction().size() == 1) {
      return first;
    }
    return new Expr.Conditional(first, read(context.disjunction(1)), read(context.expr()));
  }

  private Expr read(BlocksParser.DisjunctionContext context) {
    return chain(context, child -> read((BlocksParser.ConjunctionContext) child));
  }

  private Expr read(BlocksParser.ConjunctionContext context) {
    return chain(context, child -> read((BlocksParser.NegationContext) child));
  }

  private Expr read(BlocksParser.NegationContext context) {
    return context.negation() != null
        ? new Expr.Unary("not", read(context.negation()))
        : read(context.comparison());
  }

  private Expr read(BlocksParser.ComparisonContext context) {
    return chain(context, child -> read((BlocksParser.SumContext) child));
  }

  private Expr read(BlocksParser.SumContext context) {
    return chain(context, child -> read((BlocksParser.ProductContext) child));
  }

  private Expr read(BlocksParser.ProductContext context) {
    return chain(context, child -> read((BlocksParser.SignedContext) child));
  }

  private Expr read(BlocksParser.SignedContext context) {
    return context.signed() != null
        ? new Expr.Unary("-", read(context.signed()))
        : read(context.power());
  }

  private Expr read(BlocksParser.PowerContext context) {
    Expr base = read(context.postfix());
    return context.signed() == null ? base : new Expr.Binary("**", base, read(context.signed()));
  }

  private interface Operand {
    Expr read(ParseTree child);
  }

  /** Operands with left-associative operators between them. */
  private static Expr chain(ParserRuleContext context, Operand operand) {
    Expr left = operand.read(context.getChild(0));
    for (int i = 1; i + 1 < context.getChildCount(); i += 2) {
      String operator = context.getChild(i).getText();
      left = new Expr.Binary(operator, left, operand.read(context.getChild(i + 1)));
    }
    return left;
  }

  private Expr read(BlocksParser.PostfixContext context) {
    List<BlocksParser.SuffixContext> suffixes = context.suffix();
    int call = 0;
    while (call < suffixes.size() && suffixes.get(call).name() != null) {
      call++;
    }
    boolean calls = call < suffixes.size() && suffixes.get(call).call_ != null;
    Expr value;
    if (calls && context.primary().name() != null && context.primary().getChildCount() == 1) {
      value = readCall(context, call);
      call++;
    } else {
      value = read(context.primary());
      call = 0;
    }
    for (BlocksParser.SuffixContext suffix : suffixes.subList(call, suffixes.size())) {
      value = readSuffix(value, suffix);
    }
    return value;
  }

  /** A name, {@code count} more parts, and arguments: a function, or a block by its target. */
  private Expr readCall(BlocksParser.PostfixContext context, int count) {
    BlocksParser.SuffixContext call = context.suffix(count);
    String name = context.primary().name().getText();
    if (count == 0) {
      if (!FUNCTIONS.contains(name)) {
        problems.report(Code.CATALOGUE_UNKNOWN_FUNCTION, places.of(context.primary()), name);
      }
      List<Expr> values = new ArrayList<>();
      for (Expr.Argument argument : readArguments(call.arguments())) {
        if (argument.name().isPresent()) {
          problems.report(
              Code.CATALOGUE_NAMED_ARGUMENT, places.of(call), argument.name().get(), name);
        }
        values.add(argument.value());
      }
      return new Expr.Call(name, values);
    }
    StringBuilder target = new StringBuilder(name);
    context.suffix().subList(0, count).forEach(part -> target.append(part.getText()));
    return new Expr.TargetCall(target.toString(), readArguments(call.arguments()));
  }

  private Expr readSuffix(Expr value, BlocksParser.SuffixContext suffix) {
    if (suffix.name() != null) {
      return new Expr.Member(value, suffix.name().getText());
    }
    if (suffix.expr() != null) {
      return new Expr.Index(value, read(suffix.expr()));
    }
    problems.report(Code.CATALOGUE_SYNTAX, places.of(suffix), suffix.getText());
    return value;
  }

  List<Expr.Argument> readArguments(BlocksParser.@Nullable ArgumentsContext context) {
    List<Expr.Argument> arguments = new ArrayList<>();
    if (context == null) {
      return arguments;
    }
    for (BlocksParser.ArgumentContext argument : context.argument()) {
      if (argument.expr().size() == 1) {
        arguments.add(new Expr.Argument(Optional.empty(), read(argument.expr(0))));
      } else {
        String name = argument.expr(0).getText();
        if (!name.matches("[A-Za-z_]\\w*")) {
          problems.report(Code.CATALOGUE_SYNTAX, places.of(argument.expr(0)), name);
        }
        arguments.add(new Expr.Argument(Optional.of(name), read(argument.expr(1))));
      }
    }
    return arguments;
  }

  private Expr read(BlocksParser.PrimaryContext context) {
    if (context.list != null) {
      return new Expr.ListLiteral(context.expr().stream().map(this::read).toList());
    }
    if (!context.expr().isEmpty()) {
      return read(context.expr(0));
    }
    if (context.name() != null) {
      return readName(context);
    }
    return readLiteral((TerminalNode) context.getChild(0));
  }

  private Expr readName(BlocksParser.PrimaryContext context) {
    String name = context.name().getText();
    if (context.getChildCount() == 2) {
      scope.useParameter(name, "any kind", type -> true, places.of(context.name()));
      return new Expr.Given(name);
    }
    scope.use(name, freeSizes, places.of(context));
    return new Expr.Name(name);
  }

  private Expr readLiteral(TerminalNode token) {
    String text = token.getText();
    return switch (token.getSymbol().getType()) {
      case BlocksParser.STRING -> new Expr.Literal(Literals.text(text));
      case BlocksParser.INT -> new Expr.Literal(readInt(token));
      case BlocksParser.FLOAT -> new Expr.Literal(Literals.real(text));
      default -> text.equals("null") ? new Expr.Null() : new Expr.Literal(Boolean.valueOf(text));
    };
  }

  private long readInt(TerminalNode token) {
    Optional<Long> value = Literals.integer(token.getText());
    if (value.isEmpty()) {
      problems.report(Code.CATALOGUE_NUMBER, places.of(token.getSymbol()), token.getText());
    }
    return value.orElse(0L);
  }
}
