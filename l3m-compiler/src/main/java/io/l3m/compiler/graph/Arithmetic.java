// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Python's operators on values. What Python would refuse, and what overflows, is unknown. */
final class Arithmetic {

  private static final Value UNKNOWN = new Value.Unknown();

  private Arithmetic() {}

  /** Whether a value counts as true; empty for an unknown one. */
  static Optional<Boolean> truth(Value value) {
    return switch (value) {
      case Value.Null nothing -> Optional.of(false);
      case Value.Bool(boolean bool) -> Optional.of(bool);
      case Value.Int(long number) -> Optional.of(number != 0);
      case Value.Real(double number) -> Optional.of(number != 0);
      case Value.Text(String text) -> Optional.of(!text.isEmpty());
      case Value.Many(List<Argument> items) -> Optional.of(!items.isEmpty());
      case Value.Named named -> Optional.of(!named.entries().isEmpty());
      case Value.Block block -> Optional.of(true);
      case Value.Unknown unknown -> Optional.empty();
    };
  }

  /** The number that a value is; truth values are 0 and 1. */
  static OptionalDouble number(Value value) {
    return switch (value) {
      case Value.Int(long number) -> OptionalDouble.of((double) number);
      case Value.Real(double number) -> OptionalDouble.of(number);
      case Value.Bool(boolean bool) -> OptionalDouble.of(bool ? 1 : 0);
      default -> OptionalDouble.empty();
    };
  }

  /** A truth value as the integer that it is in Python; everything else unchanged. */
  private static Value plain(Value value) {
    return value instanceof Value.Bool(boolean bool) ? new Value.Int(bool ? 1 : 0) : value;
  }

  static Value unary(String operator, Value operand) {
    if (operator.equals("not")) {
      return truth(operand).<Value>map(holds -> new Value.Bool(!holds)).orElse(UNKNOWN);
    }
    return switch (plain(operand)) {
      case Value.Int(long number) when number != Long.MIN_VALUE -> new Value.Int(-number);
      case Value.Real(double number) -> new Value.Real(-number);
      default -> UNKNOWN;
    };
  }

  static Value binary(String operator, Value left, Value right) {
    if (left instanceof Value.Unknown || right instanceof Value.Unknown) {
      return UNKNOWN;
    }
    return switch (operator) {
      case "==" -> truthOf(same(left, right));
      case "!=" -> truthOf(same(left, right).map(equal -> !equal));
      case "<", "<=", ">", ">=" -> compare(operator, left, right);
      case "in" -> truthOf(contains(right, left));
      default -> compute(operator, plain(left), plain(right));
    };
  }

  private static Value truthOf(Optional<Boolean> truth) {
    return truth.<Value>map(Value.Bool::new).orElse(UNKNOWN);
  }

  // ---- comparisons

  /** Whether two values are equal; empty where that is not known. */
  static Optional<Boolean> same(Value left, Value right) {
    if (left instanceof Value.Unknown || right instanceof Value.Unknown) {
      return Optional.empty();
    }
    if (plain(left) instanceof Value.Int(long a) && plain(right) instanceof Value.Int(long b)) {
      return Optional.of(a == b);
    }
    if (number(left).isPresent() && number(right).isPresent()) {
      return Optional.of(number(left).getAsDouble() == number(right).getAsDouble());
    }
    if (left instanceof Value.Many(List<Argument> a)
        && right instanceof Value.Many(List<Argument> b)) {
      return sameItems(a, b);
    }
    return Optional.of(left.equals(right));
  }

  private static Optional<Boolean> sameItems(List<Argument> left, List<Argument> right) {
    if (left.size() != right.size()) {
      return Optional.of(false);
    }
    boolean known = true;
    for (int i = 0; i < left.size(); i++) {
      Optional<Boolean> item = same(left.get(i).value(), right.get(i).value());
      if (item.isPresent() && !item.get()) {
        return Optional.of(false);
      }
      known &= item.isPresent();
    }
    return known ? Optional.of(true) : Optional.empty();
  }

  private static Optional<Boolean> contains(Value list, Value item) {
    List<Argument> items = items(list);
    boolean known = list instanceof Value.Many;
    for (Argument each : items) {
      Optional<Boolean> equal = same(each.value(), item);
      if (equal.isPresent() && equal.get()) {
        return equal;
      }
      known &= equal.isPresent();
    }
    return known ? Optional.of(false) : Optional.empty();
  }

  /** The items of a list; none where the value is no list. */
  static List<Argument> items(Value value) {
    return value instanceof Value.Many(List<Argument> items) ? items : List.of();
  }

  private static Value compare(String operator, Value left, Value right) {
    if (number(left).isEmpty() || number(right).isEmpty()) {
      return UNKNOWN;
    }
    int order =
        plain(left) instanceof Value.Int(long a) && plain(right) instanceof Value.Int(long b)
            ? Long.compare(a, b)
            : Double.compare(number(left).getAsDouble(), number(right).getAsDouble());
    return new Value.Bool(
        switch (operator) {
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          case ">" -> order > 0;
          default -> order >= 0;
        });
  }

  // ---- numbers

  private static Value compute(String operator, Value left, Value right) {
    if (left instanceof Value.Int(long a) && right instanceof Value.Int(long b)) {
      try {
        return whole(operator, a, b);
      } catch (ArithmeticException e) {
        return UNKNOWN;
      }
    }
    if (number(left).isEmpty() || number(right).isEmpty()) {
      return UNKNOWN;
    }
    return real(operator, number(left).getAsDouble(), number(right).getAsDouble());
  }

  /** Throws {@link ArithmeticException} for a division by zero and for an overflow. */
  private static Value whole(String operator, long a, long b) {
    return switch (operator) {
      case "+" -> new Value.Int(Math.addExact(a, b));
      case "-" -> new Value.Int(Math.subtractExact(a, b));
      case "*" -> new Value.Int(Math.multiplyExact(a, b));
      case "//" -> new Value.Int(Math.floorDivExact(a, b));
      case "%" -> new Value.Int(Math.floorMod(a, b));
      case "**" -> b < 0 ? real(operator, (double) a, (double) b) : new Value.Int(power(a, b));
      default -> real(operator, (double) a, (double) b);
    };
  }

  private static long power(long base, long exponent) {
    if (base == 0 || base == 1) {
      return exponent == 0 ? 1 : base;
    }
    long result = 1;
    // A base beyond ±1 overflows after at most 63 steps; -1 never does, so its sign is enough.
    long steps = base == -1 ? exponent % 2 : exponent;
    for (long i = 0; i < steps; i++) {
      result = Math.multiplyExact(result, base);
    }
    return result;
  }

  private static Value real(String operator, double a, double b) {
    double value =
        switch (operator) {
          case "+" -> a + b;
          case "-" -> a - b;
          case "*" -> a * b;
          case "/" -> b == 0 ? Double.NaN : a / b;
          case "//" -> b == 0 ? Double.NaN : Math.floor(a / b);
          case "%" -> b == 0 ? Double.NaN : a - b * Math.floor(a / b);
          case "**" -> Math.pow(a, b);
          default -> Double.NaN;
        };
    return Double.isFinite(value) ? new Value.Real(value) : UNKNOWN;
  }

  // ---- lists

  /** An element of a list; a negative index counts from the end. */
  static Value element(Value list, Value index) {
    List<Argument> items = items(list);
    if (!(plain(index) instanceof Value.Int(long at))) {
      return UNKNOWN;
    }
    long position = at < 0 ? at + items.size() : at;
    return position >= 0 && position < items.size() ? items.get((int) position).value() : UNKNOWN;
  }
}
