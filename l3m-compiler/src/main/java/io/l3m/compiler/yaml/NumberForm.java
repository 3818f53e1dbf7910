// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

/** Matches a text against the number patterns of {@link ScalarDialect}. */
final class NumberForm {

  private final String text;
  private final int begin;
  private int at;

  NumberForm(String text) {
    this.text = text;
    char first = text.charAt(0);
    this.begin = first == '+' || first == '-' ? 1 : 0;
  }

  boolean isInt() {
    at = begin;
    if (accept('0')) {
      if (atEnd()) {
        return true;
      }
      if (accept('b')) {
        return many("01_") && atEnd();
      }
      if (accept('x')) {
        return many("0123456789abcdefABCDEF_") && atEnd();
      }
      return many("01234567_") && atEnd();
    }
    if (!digitsAndUnderscores()) {
      return false;
    }
    return atEnd() || (baseSixty() && atEnd());
  }

  boolean isFloat() {
    return isSpecial() || isPointed() || isGroupedFloat() || isFraction() || isSexagesimal();
  }

  /** {@code [+-].inf}, {@code .nan}. */
  private boolean isSpecial() {
    return switch (text.substring(begin)) {
      case ".inf", ".Inf", ".INF" -> true;
      case ".nan", ".NaN", ".NAN" -> begin == 0;
      default -> false;
    };
  }

  /** {@code [+-] [0-9][0-9_]* . [0-9_]* ([eE][+-][0-9]+)?}. */
  private boolean isPointed() {
    at = begin;
    if (!digitsAndUnderscores() || !accept('.')) {
      return false;
    }
    any("0123456789_");
    return atEnd() || (exponent(true) && atEnd());
  }

  /** {@code [+-] [0-9]+(_[0-9]+)*}, then a fraction or an exponent or both. */
  private boolean isGroupedFloat() {
    at = begin;
    do {
      if (!many("0123456789")) {
        return false;
      }
    } while (accept('_'));
    if (!accept('.')) {
      return exponent(false) && atEnd();
    }
    any("0123456789_");
    return atEnd() || (exponent(false) && atEnd());
  }

  /** {@code . [0-9][0-9_]* ([eE][+-][0-9]+)?}, without a sign. */
  private boolean isFraction() {
    at = 0;
    return accept('.') && digitsAndUnderscores() && (atEnd() || (exponent(true) && atEnd()));
  }

  /** {@code [+-] [0-9][0-9_]* (:[0-5]?[0-9])+ . [0-9_]*}. */
  private boolean isSexagesimal() {
    at = begin;
    if (!digitsAndUnderscores() || !baseSixty() || !accept('.')) {
      return false;
    }
    any("0123456789_");
    return atEnd();
  }

  private boolean exponent(boolean signed) {
    if (!accept('e') && !accept('E')) {
      return false;
    }
    boolean sign = accept('+') || accept('-');
    return (sign || !signed) && many("0123456789");
  }

  private boolean digitsAndUnderscores() {
    if (atEnd() || "0123456789".indexOf(text.charAt(at)) < 0) {
      return false;
    }
    any("0123456789_");
    return true;
  }

  /** One or more of {@code :[0-5]?[0-9]}. */
  private boolean baseSixty() {
    int count = 0;
    while (accept(':')) {
      int start = at;
      any("0123456789");
      int length = at - start;
      if (length == 0 || length > 2 || (length == 2 && text.charAt(start) > '5')) {
        return false;
      }
      count++;
    }
    return count > 0;
  }

  private boolean many(String allowed) {
    int start = at;
    any(allowed);
    return at > start;
  }

  private void any(String allowed) {
    while (!atEnd() && allowed.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean accept(char c) {
    if (atEnd() || text.charAt(at) != c) {
      return false;
    }
    at++;
    return true;
  }

  private boolean atEnd() {
    return at == text.length();
  }
}
