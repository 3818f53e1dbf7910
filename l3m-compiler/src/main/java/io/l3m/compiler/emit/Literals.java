// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

/** Numbers as a person would write them in Java. */
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
}
