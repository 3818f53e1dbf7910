// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An expression in Python over {@code base_width} and {@code width}, both floats, as {@code
 * optim.mup} has them. The emitted program has the same formula in Java.
 */
public sealed interface Formula {

  record Real(double value) implements Formula {}

  /** {@code base_width} or {@code width}. */
  record Width(boolean base) implements Formula {}

  record Negative(Formula of) implements Formula {}

  /** One of {@code + - * / // % **} and of the comparisons. */
  record Binary(String operator, Formula left, Formula right) implements Formula {

    private String inJava() {
      return switch (operator) {
        case "**" -> "Math.pow(" + left.java() + ", " + right.java() + ")";
        case "//" -> "Math.floor(" + left.operand(3) + " / " + right.operand(4) + ")";
        case "%" ->
            "%s - %s * Math.floor(%s / %s)"
                .formatted(left.operand(2), right.operand(3), left.operand(3), right.operand(4));
        case "+" -> left.operand(2) + " + " + right.operand(2);
        case "-" -> left.operand(2) + " - " + right.operand(3);
        case "*" -> left.operand(3) + " * " + right.operand(4);
        case "/" -> left.operand(3) + " / " + right.operand(4);
        default -> asCondition() + " ? 1.0 : 0.0";
      };
    }

    private boolean isComparison() {
      return switch (operator) {
        case "+", "-", "*", "/", "//", "%", "**" -> false;
        default -> true;
      };
    }

    private String asCondition() {
      return left.operand(2) + " " + operator + " " + right.operand(2);
    }
  }

  /** A function of Python's {@code math}, or one that is built in. */
  record Call(FormulaFunction function, List<Formula> arguments) implements Formula {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  record Choice(Formula condition, Formula then, Formula otherwise) implements Formula {}

  /** The value; not finite where Python would raise an error. Comparisons give 1 or 0. */
  default double at(double baseWidth, double width) {
    return switch (this) {
      case Real(double value) -> value;
      case Width(boolean base) -> base ? baseWidth : width;
      case Negative(Formula of) -> -of.at(baseWidth, width);
      case Binary(String operator, Formula left, Formula right) ->
          compute(operator, left.at(baseWidth, width), right.at(baseWidth, width));
      case Call(FormulaFunction function, List<Formula> arguments) ->
          function.at(arguments.stream().mapToDouble(a -> a.at(baseWidth, width)).toArray());
      case Choice(Formula condition, Formula then, Formula otherwise) ->
          (condition.at(baseWidth, width) != 0 ? then : otherwise).at(baseWidth, width);
    };
  }

  private static double compute(String operator, double left, double right) {
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> right == 0 ? Double.NaN : left / right;
      case "//" -> right == 0 ? Double.NaN : Math.floor(left / right);
      case "%" -> right == 0 ? Double.NaN : left - right * Math.floor(left / right);
      case "**" -> Math.pow(left, right);
      case "<" -> left < right ? 1 : 0;
      case "<=" -> left <= right ? 1 : 0;
      case ">" -> left > right ? 1 : 0;
      case ">=" -> left >= right ? 1 : 0;
      case "==" -> left == right ? 1 : 0;
      case "!=" -> left != right ? 1 : 0;
      default -> throw new IllegalStateException(operator);
    };
  }

  /** The formula in Java, over {@code baseWidth} and {@code width}. */
  default String java() {
    return switch (this) {
      case Real(double value) -> Double.toString(value).toLowerCase(Locale.ROOT);
      case Width(boolean base) -> base ? "baseWidth" : "width";
      case Negative(Formula of) -> "-" + of.operand(5);
      case Binary binary -> binary.inJava();
      case Call(FormulaFunction function, List<Formula> arguments) ->
          function.java(arguments.stream().map(Formula::java).toList());
      case Choice(Formula condition, Formula then, Formula otherwise) ->
          condition.asCondition() + " ? " + then.operand(1) + " : " + otherwise.java();
    };
  }

  /** In Java, as a truth value: of numbers all but 0 are true. */
  private String asCondition() {
    return this instanceof Binary binary && binary.isComparison()
        ? binary.asCondition()
        : operand(2) + " != 0";
  }

  /** In brackets, unless it binds at least as strongly as asked for. */
  private String operand(int strength) {
    return strength() >= strength ? java() : "(" + java() + ")";
  }

  private int strength() {
    return switch (this) {
      case Real real -> real.value() < 0 ? 4 : 5;
      case Width width -> 5;
      case Call call -> 5;
      case Negative negative -> 4;
      case Choice choice -> 0;
      case Binary binary ->
          switch (binary.operator()) {
            case "+", "-", "%" -> 2;
            case "*", "/" -> 3;
            case "//", "**" -> 5;
            default -> 0;
          };
    };
  }

  /** The names that a formula may use, for people. */
  static String vocabulary() {
    return "`base_width`, `width`, numbers, `+ - * / // % **`, comparisons, `a if b else c` and "
        + FormulaFunction.names().stream()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
  }
}
