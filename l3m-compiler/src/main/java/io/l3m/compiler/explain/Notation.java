// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static java.util.stream.Collectors.joining;

import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.schema.ValueType;
import java.util.List;
import java.util.Locale;

/** Types, expressions and shapes of the catalogue as short texts, much as the catalogue writes. */
final class Notation {

  /** How tightly an operator binds; a looser one inside a tighter one stands in parentheses. */
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("or"),
          List.of("and"),
          List.of("not"),
          List.of("==", "!=", "<", "<=", ">", ">=", "in"),
          List.of("+", "-"),
          List.of("*", "/", "//", "%"),
          List.of("**"));

  private static final int LOOSEST = -1;
  private static final int SIGN = 5;
  private static final int TIGHTEST = LEVELS.size();

  private Notation() {}

  // ---- types of parameters

  /** {@code int >= 1 or null}. */
  static String of(Parameter parameter) {
    String type = of(parameter.type());
    return parameter.nullable() ? type + " or null" : type;
  }

  static String of(ValueType type) {
    return switch (type) {
      case ValueType.IntType(ValueType.Range range) -> ("int " + of(range)).strip();
      case ValueType.FloatType(ValueType.Range range) -> ("float " + of(range)).strip();
      case ValueType.BoolType bool -> "bool";
      case ValueType.TextType text -> "text";
      case ValueType.PathType path -> "path";
      case ValueType.KeyType key -> "data key";
      case ValueType.PatternType pattern ->
          switch (pattern.kind()) {
            case PARAMETER_GLOB -> "pattern on parameter names";
            case MODULE_PATH -> "pattern on module paths";
            case CLASS_NAME -> "name of a block's class";
          };
      case ValueType.ChoiceType choice ->
          choice.choices().stream()
              .map(item -> item.value().toString())
              .collect(joining(", ", "one of ", ""));
      case ValueType.ListType list -> "list" + length(list) + " of " + nested(list.element());
      case ValueType.MapType(ValueType value) -> "map of " + nested(value);
      case ValueType.InstanceType(String role) -> role + " block";
      case ValueType.FactoryType(String role) -> role + " factory";
      case ValueType.UnionType(List<ValueType> alternatives) ->
          alternatives.stream().map(Notation::of).collect(joining(" or "));
      case ValueType.AnyType any -> "any";
    };
  }

  private static String nested(ValueType type) {
    return type instanceof ValueType.UnionType || type instanceof ValueType.ChoiceType
        ? "(" + of(type) + ")"
        : of(type);
  }

  private static String length(ValueType.ListType list) {
    if (list.minimum() == list.maximum()) {
      return "[" + list.minimum() + "]";
    }
    if (list.maximum() != Integer.MAX_VALUE) {
      return "[" + list.minimum() + ".." + list.maximum() + "]";
    }
    return list.minimum() == 0 ? "" : "[" + list.minimum() + "..]";
  }

  /** {@code >= 1}, {@code in [0, 1)}; empty where every number is allowed. */
  static String of(ValueType.Range range) {
    boolean low = range.low() != Double.NEGATIVE_INFINITY;
    boolean high = range.high() != Double.POSITIVE_INFINITY;
    if (low && high) {
      return "in %s%s, %s%s"
          .formatted(
              range.lowOpen() ? "(" : "[",
              number(range.low()),
              number(range.high()),
              range.highOpen() ? ")" : "]");
    }
    if (low) {
      return (range.lowOpen() ? "> " : ">= ") + number(range.low());
    }
    return high ? (range.highOpen() ? "< " : "<= ") + number(range.high()) : "";
  }

  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number).toLowerCase(Locale.ROOT);
  }

  // ---- data

  /** Where the name of a data key comes from, in words for a page. */
  static String of(Port.KeyName key) {
    return switch (key) {
      case Port.KeyName.FromParameter(String parameter) -> "the key in `" + parameter + "`";
      case Port.KeyName.Fixed(String name) -> "`" + name + "`";
      case Port.KeyName.Template(String parameter, String suffix) ->
          "the key `{" + parameter + "}" + suffix + "`";
      case Port.KeyName.OfPart(String part, String parameter) ->
          "the key in `" + parameter + "` of `" + part + "`";
      case Port.KeyName.EachWriteKey(String parameter) ->
          "the key that each block in `" + parameter + "` writes";
      case Port.KeyName.EachEnding(String suffix) -> "each key `…" + suffix + "`";
    };
  }

  /** {@code (x float[B, N, dim], mask mask[B, N, N]?) -> float[B, N, dim]}. */
  static String of(BlockSchema.Call call) {
    return call.arguments().stream()
            .map(port -> name(port.key()) + " " + of(port.type()) + (port.optional() ? "?" : ""))
            .collect(joining(", ", "(", ")"))
        + " -> "
        + of(call.result());
  }

  private static String name(Port.KeyName key) {
    return key instanceof Port.KeyName.Fixed(String name) ? name : of(key);
  }

  static String of(PortType type) {
    return switch (type) {
      case PortType.TensorType tensor -> tensor(tensor);
      case PortType.TensorList(Expr count, PortType.TensorType element) ->
          "list[" + of(count) + "] of " + tensor(element);
      case PortType.AnyOf(List<PortType> alternatives) ->
          alternatives.stream().map(Notation::of).collect(joining(" or "));
      case PortType.SameAs(String name) -> "same as " + name;
      case PortType.Through(String parameter, PortType input) -> parameter + "(" + of(input) + ")";
      case PortType.Opaque(String what) -> what.isEmpty() ? "any" : what;
    };
  }

  private static String tensor(PortType.TensorType type) {
    String kinds =
        type.kinds().stream()
            .sorted()
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .collect(joining("/"));
    return type.dims().stream().map(Notation::of).collect(joining(", ", kinds + "[", "]"));
  }

  private static String of(PortType.DimSpec size) {
    return switch (size) {
      case PortType.DimSpec.Size(Expr value) -> of(value);
      case PortType.DimSpec.MadeFor(Expr value, boolean bound) ->
          (bound ? "<= " : "~ ") + of(value);
      case PortType.DimSpec.Rest rest -> "...";
      case PortType.DimSpec.AnySize any -> "?";
    };
  }

  // ---- expressions

  static String of(Expr expression) {
    return of(expression, LOOSEST);
  }

  private static String of(Expr expression, int level) {
    return switch (expression) {
      case Expr.Literal(String text) -> "\"" + text + "\"";
      case Expr.Literal(Double number) -> number(number);
      case Expr.Literal(Object value) -> value.toString();
      case Expr.Null none -> "null";
      case Expr.Name(String name) -> name;
      case Expr.Member(Expr owner, String name) -> of(owner, TIGHTEST) + "." + name;
      case Expr.Index(Expr list, Expr index) -> of(list, TIGHTEST) + "[" + of(index) + "]";
      case Expr.ListLiteral(List<Expr> items) -> joined("[", items, "]");
      case Expr.Unary(String operator, Expr operand) ->
          operator.equals("not")
              ? within("not " + of(operand, level("not")), level("not"), level)
              : within(operator + of(operand, SIGN), SIGN, level);
      case Expr.Binary binary -> binary(binary, level);
      case Expr.Conditional(Expr then, Expr condition, Expr otherwise) ->
          within(of(then, 0) + " if " + of(condition, 0) + " else " + of(otherwise), -1, level);
      case Expr.Call(String function, List<Expr> arguments) ->
          joined(function + "(", arguments, ")");
      case Expr.Given(String parameter) -> within("given " + parameter, TIGHTEST, level);
      case Expr.TargetCall(String target, List<Expr.Argument> arguments) -> target + of(arguments);
    };
  }

  /** What the right side needs so that {@code a - (b - c)} keeps its parentheses. */
  private static String binary(Expr.Binary binary, int level) {
    int own = level(binary.operator());
    boolean power = binary.operator().equals("**");
    String left = of(binary.left(), power ? own + 1 : own);
    String right = of(binary.right(), power ? SIGN : own + 1);
    return within(left + " " + binary.operator() + " " + right, own, level);
  }

  private static String within(String text, int own, int level) {
    return own < level ? "(" + text + ")" : text;
  }

  private static int level(String operator) {
    for (int i = 0; i < LEVELS.size(); i++) {
      if (LEVELS.get(i).contains(operator)) {
        return i;
      }
    }
    return TIGHTEST;
  }

  /** The arguments of a call in their parentheses. */
  static String of(List<Expr.Argument> arguments) {
    return arguments.stream().map(Notation::argument).collect(joining(", ", "(", ")"));
  }

  private static String argument(Expr.Argument argument) {
    return argument.name().map(name -> name + " = ").orElse("") + of(argument.value());
  }

  private static String joined(String open, List<Expr> items, String close) {
    return items.stream().map(Notation::of).collect(joining(", ", open, close));
  }
}
