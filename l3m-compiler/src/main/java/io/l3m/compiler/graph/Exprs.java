// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.schema.PortType.DimSpec;
import io.l3m.compiler.shape.Shapes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Expressions of the schema language as text, and the names in them. */
final class Exprs {

  private Exprs() {}

  /** The let of a schema. */
  static Optional<Expr> let(BlockSchema schema, String name) {
    return schema.lets().stream()
        .filter(let -> let.name().equals(name))
        .findFirst()
        .map(BlockSchema.Let::value);
  }

  /** Whether values bind a name, since it is neither a parameter nor a let. */
  static boolean isFree(BlockSchema schema, String name) {
    return schema.parameter(name).isEmpty() && let(schema, name).isEmpty();
  }

  /** The direct parts of an expression. */
  static List<Expr> parts(Expr expression) {
    return switch (expression) {
      case Expr.Literal literal -> List.of();
      case Expr.Null none -> List.of();
      case Expr.Name name -> List.of();
      case Expr.Given given -> List.of(new Expr.Name(given.parameter()));
      case Expr.Member member -> List.of(member.owner());
      case Expr.Index(Expr list, Expr index) -> List.of(list, index);
      case Expr.ListLiteral(List<Expr> items) -> items;
      case Expr.Unary(String operator, Expr operand) -> List.of(operand);
      case Expr.Binary(String operator, Expr left, Expr right) -> List.of(left, right);
      case Expr.Conditional(Expr then, Expr condition, Expr otherwise) ->
          List.of(then, condition, otherwise);
      case Expr.Call(String function, List<Expr> arguments) -> arguments;
      case Expr.TargetCall(String target, List<Expr.Argument> arguments) ->
          arguments.stream().map(Expr.Argument::value).toList();
    };
  }

  /** The names in an expression that values bind. */
  static Stream<String> free(Expr expression, BlockSchema schema) {
    return expression instanceof Expr.Name(String name)
        ? Stream.of(name).filter(one -> isFree(schema, one))
        : parts(expression).stream().flatMap(part -> free(part, schema));
  }

  /** An expression as the catalogue writes it. */
  static String show(Expr expression) {
    return switch (expression) {
      case Expr.Literal(Object value) -> value.toString();
      case Expr.Null none -> "null";
      case Expr.Name(String name) -> name;
      case Expr.Given(String parameter) -> "given " + parameter;
      case Expr.Member(Expr owner, String name) -> show(owner) + "." + name;
      case Expr.Index(Expr list, Expr index) -> show(list) + "[" + show(index) + "]";
      case Expr.ListLiteral(List<Expr> items) -> "[" + shown(items) + "]";
      case Expr.Unary(String operator, Expr operand) ->
          operator.equals("not") ? "not " + show(operand) : operator + show(operand);
      case Expr.Binary(String operator, Expr left, Expr right) ->
          inner(left) + " " + operator + " " + inner(right);
      case Expr.Conditional(Expr then, Expr condition, Expr otherwise) ->
          show(then) + " if " + show(condition) + " else " + show(otherwise);
      case Expr.Call(String function, List<Expr> arguments) ->
          function + "(" + shown(arguments) + ")";
      case Expr.TargetCall call -> call.target();
    };
  }

  private static String inner(Expr part) {
    return part instanceof Expr.Binary || part instanceof Expr.Conditional
        ? "(" + show(part) + ")"
        : show(part);
  }

  private static String shown(List<Expr> items) {
    return items.stream().map(Exprs::show).collect(Collectors.joining(", "));
  }

  /** A port's type as people write it: {@code float[B, N, dim]}. */
  static String show(PortType.TensorType type) {
    return Shapes.show(type.kinds()).replace(" or ", "/")
        + type.dims().stream().map(Exprs::show).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String show(DimSpec spec) {
    return switch (spec) {
      case DimSpec.Size(Expr value) -> show(value);
      case DimSpec.MadeFor(Expr value, boolean bound) -> (bound ? "<= " : "~ ") + show(value);
      case DimSpec.Rest rest -> "...";
      case DimSpec.AnySize any -> "?";
    };
  }
}
