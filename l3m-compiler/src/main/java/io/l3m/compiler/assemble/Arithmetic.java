// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.yaml.ScalarValue;
import io.l3m.compiler.yaml.ScalarValue.Bool;
import io.l3m.compiler.yaml.ScalarValue.Int;
import java.util.List;

/**
 * The arithmetic of a config's functions, with Python's types: integers stay integers until a
 * floating point number or a division comes in, and truth values count as 0 and 1.
 */
final class Arithmetic {

  /** Why there is no result, to be read behind the name of the function. */
  static final class NoResult extends Exception {
    NoResult(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  @FunctionalInterface
  private interface Operation {
    ScalarValue apply(ScalarValue left, ScalarValue right) throws NoResult;
  }

  private Arithmetic() {}

  /** The sum; of nothing it is 0. */
  static ScalarValue add(List<ScalarValue> numbers) throws NoResult {
    ScalarValue sum = new Int(0);
    for (ScalarValue number : numbers) {
      sum = sum(sum, number);
    }
    return sum;
  }

  /** {@code a - b - c …}. */
  static ScalarValue subtract(List<ScalarValue> numbers) throws NoResult {
    return fold(numbers, Arithmetic::difference);
  }

  static ScalarValue multiply(List<ScalarValue> numbers) throws NoResult {
    return fold(numbers, Arithmetic::product);
  }

  /** {@code a / b / c …} in floating point; of one number it is that number. */
  static ScalarValue divide(List<ScalarValue> numbers) throws NoResult {
    return fold(numbers, Arithmetic::quotient);
  }

  /** The square root of {@code a / b}. */
  static ScalarValue rootOfQuotient(List<ScalarValue> numbers) throws NoResult {
    double quotient = toDouble(divide(numbers));
    if (quotient < 0) {
      throw new NoResult("takes the root of a negative number");
    }
    return new ScalarValue.Float(Math.sqrt(quotient));
  }

  /** Cuts the fraction off, towards 0. */
  static ScalarValue truncate(ScalarValue number) throws NoResult {
    if (!(number instanceof ScalarValue.Float(double value))) {
      return new Int(toLong(number));
    }
    if (!(Math.abs(value) < 0x1p63)) {
      throw new NoResult("gives a number that is no integer of 64 bits");
    }
    return new Int((long) value);
  }

  private static ScalarValue fold(List<ScalarValue> numbers, Operation operation) throws NoResult {
    ScalarValue result = numbers.getFirst();
    for (ScalarValue number : numbers.subList(1, numbers.size())) {
      result = operation.apply(result, number);
    }
    return result;
  }

  private static ScalarValue sum(ScalarValue left, ScalarValue right) throws NoResult {
    if (isFloat(left) || isFloat(right)) {
      return new ScalarValue.Float(toDouble(left) + toDouble(right));
    }
    try {
      return new Int(Math.addExact(toLong(left), toLong(right)));
    } catch (ArithmeticException overflow) {
      throw tooLarge();
    }
  }

  private static ScalarValue difference(ScalarValue left, ScalarValue right) throws NoResult {
    if (isFloat(left) || isFloat(right)) {
      return new ScalarValue.Float(toDouble(left) - toDouble(right));
    }
    try {
      return new Int(Math.subtractExact(toLong(left), toLong(right)));
    } catch (ArithmeticException overflow) {
      throw tooLarge();
    }
  }

  private static ScalarValue product(ScalarValue left, ScalarValue right) throws NoResult {
    if (isFloat(left) || isFloat(right)) {
      return new ScalarValue.Float(toDouble(left) * toDouble(right));
    }
    try {
      return new Int(Math.multiplyExact(toLong(left), toLong(right)));
    } catch (ArithmeticException overflow) {
      throw tooLarge();
    }
  }

  private static ScalarValue quotient(ScalarValue left, ScalarValue right) throws NoResult {
    double divisor = toDouble(right);
    if (divisor == 0) {
      throw new NoResult("divides by zero");
    }
    return new ScalarValue.Float(toDouble(left) / divisor);
  }

  private static NoResult tooLarge() {
    return new NoResult("gives an integer that does not fit into 64 bits");
  }

  private static boolean isFloat(ScalarValue number) {
    return number instanceof ScalarValue.Float;
  }

  private static long toLong(ScalarValue number) {
    return switch (number) {
      case Int(long value) -> value;
      case Bool(boolean value) -> value ? 1 : 0;
      case ScalarValue.Float(double value) -> (long) value;
      case ScalarValue.Null none -> throw notNumber(number);
      case ScalarValue.Text text -> throw notNumber(number);
      case ScalarValue.Missing missing -> throw notNumber(number);
    };
  }

  private static double toDouble(ScalarValue number) {
    return number instanceof ScalarValue.Float(double value) ? value : toLong(number);
  }

  private static IllegalArgumentException notNumber(ScalarValue value) {
    return new IllegalArgumentException("not a number: " + value);
  }
}
