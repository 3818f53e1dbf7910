// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ScalarValue.Bool;
import io.l3m.compiler.yaml.ScalarValue.Int;
import io.l3m.compiler.yaml.ScalarValue.Missing;
import io.l3m.compiler.yaml.ScalarValue.Null;
import io.l3m.compiler.yaml.ScalarValue.Text;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/**
 * What a scalar without quotes means: YAML 1.1 as PyYAML 6.0 reads it, with the two changes that
 * OmegaConf 2.3 makes. Numbers need no dot to have an exponent ({@code 5e-4} is a number), and
 * dates are text.
 *
 * <pre>
 * null   ~ null Null NULL, and nothing at all
 * bool   yes no on off true false, in lower case, upper case or with a capital; y and n are text
 * int    [+-] 0b[01_]+ | 0[0-7_]+ (octal) | 0 | [1-9][0-9_]* | 0x[0-9a-fA-F_]+ | base 60: 1:30
 * float  [+-] D.F? with D = [0-9][0-9_]*, F = [0-9_]*, exponent with sign
 *        [+-] D.F? | D, both with D = [0-9]+(_[0-9]+)*, exponent with or without sign
 *        .[0-9][0-9_]*, exponent with sign, and no sign in front: -.5 is text
 *        [+-] D(:[0-5]?[0-9])+.F in base 60, [+-] .inf .Inf .INF, .nan .NaN .NAN
 * text   all else
 * </pre>
 *
 * The patterns are matched by hand: a regular expression with nested repetition would exhaust the
 * stack on a number of ten thousand digits.
 */
public final class ScalarDialect {

  /** The types that the dialect tells apart. */
  enum Kind {
    NULL,
    BOOL,
    INT,
    FLOAT,
    TEXT,
    /** {@code <<} or {@code =}, which YAML 1.1 keeps for itself. */
    RESERVED
  }

  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

  /** Enough for 64 binary digits; whatever has more significant digits does not fit. */
  private static final int MOST_DIGITS = 64;

  private ScalarDialect() {}

  /** The value of a scalar in quotes or in block style. */
  public static ScalarValue readQuoted(String text) {
    return text.equals("???") ? new Missing() : new Text(text);
  }

  /** The value of a scalar without quotes, or empty when it has none and that was reported. */
  public static Optional<ScalarValue> readPlain(String text, Span place, Problems problems) {
    Kind kind = kindOf(text);
    if (kind == Kind.RESERVED) {
      problems
          .report(Code.YAML_RESERVED_VALUE, place, text)
          .hint("put it in quotes if it is meant as text");
      return Optional.empty();
    }
    return read(kind, text, place, problems);
  }

  /** The value of a text as a certain kind, which its form must have. */
  static Optional<ScalarValue> read(Kind kind, String text, Span place, Problems problems) {
    return switch (kind) {
      case NULL -> Optional.of(new Null());
      case BOOL -> Optional.of(new Bool(isTrue(text)));
      case INT -> readInt(text, place, problems);
      case FLOAT -> Optional.of(new ScalarValue.Float(toDouble(text)));
      case TEXT, RESERVED -> Optional.of(readQuoted(text));
    };
  }

  static Kind kindOf(String text) {
    if (text.isEmpty()) {
      return Kind.NULL;
    }
    char first = text.charAt(0);
    if (first == '+' || first == '-' || first == '.' || isDigit(first)) {
      NumberForm form = new NumberForm(text);
      // The order matters to no text, since the forms exclude each other.
      return form.isInt() ? Kind.INT : form.isFloat() ? Kind.FLOAT : Kind.TEXT;
    }
    return switch (text) {
      case "~", "null", "Null", "NULL" -> Kind.NULL;
      case "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF" ->
          Kind.BOOL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> Kind.BOOL;
      case "<<", "=" -> Kind.RESERVED;
      default -> Kind.TEXT;
    };
  }

  private static boolean isTrue(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "on" -> true;
      default -> false;
    };
  }

  private static Optional<ScalarValue> readInt(String text, Span place, Problems problems) {
    String digits = text.replace("_", "");
    boolean negative = digits.startsWith("-");
    digits = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    if (digits.equals("0b") || digits.equals("0x")) {
      problems.report(Code.NUMBER_WITHOUT_DIGITS, place, text);
      return Optional.empty();
    }
    Optional<BigInteger> magnitude = magnitude(digits);
    Optional<BigInteger> value = negative ? magnitude.map(BigInteger::negate) : magnitude;
    if (value.isEmpty()
        || value.get().compareTo(LEAST) < 0
        || value.get().compareTo(GREATEST) > 0) {
      problems
          .report(Code.NUMBER_TOO_LARGE, place, text)
          .hint("write it with a dot if a floating point number is meant");
      return Optional.empty();
    }
    return Optional.of(new Int(value.get().longValue()));
  }

  /** Empty when there are far too many digits. */
  private static Optional<BigInteger> magnitude(String digits) {
    if (digits.startsWith("0b")) {
      return parse(digits.substring(2), 2);
    }
    if (digits.startsWith("0x")) {
      return parse(digits.substring(2), 16);
    }
    if (digits.startsWith("0")) {
      return parse(digits, 8);
    }
    return digits.indexOf(':') < 0 ? parse(digits, 10) : sexagesimal(digits);
  }

  private static Optional<BigInteger> parse(String digits, int radix) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    String significant = digits.substring(start);
    return significant.length() > MOST_DIGITS
        ? Optional.empty()
        : Optional.of(new BigInteger(significant, radix));
  }

  private static Optional<BigInteger> sexagesimal(String digits) {
    BigInteger value = BigInteger.ZERO;
    for (String part : digits.split(":", -1)) {
      Optional<BigInteger> place = parse(part, 10);
      if (place.isEmpty() || value.bitLength() > Long.SIZE) {
        return Optional.empty();
      }
      value = value.multiply(BigInteger.valueOf(60)).add(place.get());
    }
    return Optional.of(value);
  }

  /** Sums from the last part on, as Python does, so that the rounding is the same. */
  private static double toDouble(String text) {
    String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
    double sign = digits.startsWith("-") ? -1 : 1;
    digits = digits.startsWith("-") || digits.startsWith("+") ? digits.substring(1) : digits;
    if (digits.equals(".inf")) {
      return sign * Double.POSITIVE_INFINITY;
    }
    if (digits.equals(".nan")) {
      return Double.NaN;
    }
    if (digits.indexOf(':') < 0) {
      return sign * Double.parseDouble(digits);
    }
    String[] parts = digits.split(":", -1);
    double value = 0;
    double base = 1;
    for (int i = parts.length - 1; i >= 0; i--) {
      value += Double.parseDouble(parts[i]) * base;
      base *= 60;
    }
    return sign * value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
