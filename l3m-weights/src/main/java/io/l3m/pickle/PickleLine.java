// SPDX-License-Identifier: Apache-2.0
package io.l3m.pickle;

import io.l3m.pickle.PickleValue.Bool;
import io.l3m.pickle.PickleValue.Opaque;
import io.l3m.pickle.PickleValue.Real;
import io.l3m.pickle.PickleValue.Text;
import io.l3m.pickle.PickleValue.Whole;
import java.math.BigInteger;

/** The values of protocol 0, which are lines of text, each character one byte of the file. */
final class PickleLine {

  /** As long as {@link PickleMachine#LONGEST_WHOLE} bytes can make a number. */
  private static final int MOST_DIGITS = 2467;

  private PickleLine() {}

  /** {@code 12}, {@code 12L}, or a truth value as {@code 00} and {@code 01}. */
  static PickleValue whole(String line) throws PickleFault {
    if (line.equals("00") || line.equals("01")) {
      return new Bool(line.equals("01"));
    }
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    if (digits.length() > MOST_DIGITS) {
      throw new PickleFault("its pickle has a number of %,d digits".formatted(digits.length()));
    }
    try {
      return whole(new BigInteger(digits));
    } catch (NumberFormatException wrong) {
      throw noNumber(line);
    }
  }

  static PickleValue whole(BigInteger value) {
    return value.bitLength() < Long.SIZE ? new Whole(value.longValue()) : new Opaque("int");
  }

  static PickleValue real(String line) throws PickleFault {
    if (line.length() > MOST_DIGITS) {
      throw new PickleFault("its pickle has a number of %,d digits".formatted(line.length()));
    }
    try {
      return switch (line) {
        case "inf" -> new Real(Double.POSITIVE_INFINITY);
        case "-inf" -> new Real(Double.NEGATIVE_INFINITY);
        case "nan" -> new Real(Double.NaN);
        default -> new Real(Double.parseDouble(line));
      };
    } catch (NumberFormatException wrong) {
      throw noNumber(line);
    }
  }

  /** Where a value is remembered. */
  static long index(String line) throws PickleFault {
    if (whole(line) instanceof Whole(long index)) {
      return index;
    }
    return switch (line) {
      case "00" -> 0;
      case "01" -> 1;
      default -> throw noNumber(line);
    };
  }

  private static PickleFault noNumber(String line) {
    String start = line.length() > 40 ? line.substring(0, 40) + "…" : line;
    return new PickleFault("its pickle has `%s` where a number should be".formatted(start));
  }

  /** A literal of Python 2 between quotes. */
  static Text quoted(String line) throws PickleFault {
    int last = line.length() - 1;
    if (last < 1 || line.charAt(0) != line.charAt(last) || "'\"".indexOf(line.charAt(0)) < 0) {
      throw new PickleFault("its pickle has a text without quotes");
    }
    StringBuilder text = new StringBuilder(last);
    for (int i = 1; i < last; i++) {
      char each = line.charAt(i);
      if (each != '\\' || i + 1 == last) {
        text.append(each);
        continue;
      }
      char escape = line.charAt(++i);
      switch (escape) {
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'x' -> {
          text.append((char) hexadecimal(line, i + 1, 2));
          i += 2;
        }
        default -> text.append(escape);
      }
    }
    return new Text(text.toString());
  }

  /** Text whose other characters than those of Latin-1 are written by their numbers. */
  static Text unicode(String line) throws PickleFault {
    StringBuilder text = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      boolean escape = line.charAt(i) == '\\' && i + 1 < line.length();
      int digits = !escape ? 0 : line.charAt(i + 1) == 'u' ? 4 : line.charAt(i + 1) == 'U' ? 8 : 0;
      if (digits == 0) {
        text.append(line.charAt(i));
        continue;
      }
      int point = hexadecimal(line, i + 2, digits);
      if (!Character.isValidCodePoint(point)) {
        throw new PickleFault("its pickle has a character that is none of Unicode's");
      }
      text.appendCodePoint(point);
      i += 1 + digits;
    }
    return new Text(text.toString());
  }

  private static int hexadecimal(String line, int start, int digits) throws PickleFault {
    int value = 0;
    for (int i = start; i < start + digits; i++) {
      int digit = i < line.length() ? Character.digit(line.charAt(i), 16) : -1;
      if (digit < 0) {
        throw new PickleFault("its pickle has a text with a broken escape");
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
