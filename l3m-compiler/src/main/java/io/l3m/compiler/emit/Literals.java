// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

/** Values as a person would write them in Java. */
final class Literals {

  private Literals() {}

  /** {@code 1024}, {@code 5000000000L}. */
  static String whole(long value) {
    return value == (int) value ? Long.toString(value) : value + "L";
  }

  /** {@code 0.05}, {@code 1e-7}, {@code 4.0}. */
  static String real(double value) {
    if (Double.isNaN(value)) {
      return "Double.NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
    }
    return Double.toString(value).replace(".0E", "e").replace('E', 'e');
  }

  /**
   * A text in quotes. What would end a line, hide or turn the direction of what follows is escaped,
   * so that a reviewer sees what the compiler reads.
   */
  static String text(String value) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      literal.append(escaped(value, i));
    }
    return literal.append('"').toString();
  }

  private static String escaped(String value, int index) {
    char c = value.charAt(index);
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      default -> isVisible(value, index) ? Character.toString(c) : "\\u%04x".formatted((int) c);
    };
  }

  private static boolean isVisible(String value, int index) {
    char c = value.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 < value.length() && Character.isLowSurrogate(value.charAt(index + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return index > 0 && Character.isHighSurrogate(value.charAt(index - 1));
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}
