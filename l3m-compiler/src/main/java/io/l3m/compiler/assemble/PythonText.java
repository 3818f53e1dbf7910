// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode.Entry;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import java.math.BigDecimal;

/** Values as Python's {@code str} writes them, which is what they become inside a text. */
public final class PythonText {

  private final StringBuilder out = new StringBuilder();
  private final int limit;

  private PythonText(int limit) {
    this.limit = limit;
  }

  /** At most a little more than {@code limit} characters; what is longer is cut. */
  static String of(ConfigNode node, int limit) {
    if (node instanceof ScalarNode scalar) {
      return of(scalar.value());
    }
    PythonText text = new PythonText(limit);
    text.append(node);
    return text.out.toString();
  }

  /** A scalar. */
  public static String of(ScalarValue value) {
    return switch (value) {
      case ScalarValue.Null none -> "None";
      case ScalarValue.Bool(boolean bool) -> bool ? "True" : "False";
      case ScalarValue.Int(long number) -> Long.toString(number);
      case ScalarValue.Float(double number) -> of(number);
      case ScalarValue.Text(String text) -> text;
      case ScalarValue.Missing missing -> "???";
    };
  }

  /** The shortest digits that give the number back; an exponent from 1e16 and below 1e-4. */
  private static String of(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = decimal.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = decimal.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
    return (number < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + size;
  }

  private void append(ConfigNode node) {
    if (out.length() > limit) {
      return;
    }
    switch (node) {
      case ScalarNode scalar when scalar.value() instanceof ScalarValue.Text(String text) ->
          quote(text);
      case ScalarNode scalar when scalar.value() instanceof ScalarValue.Missing ->
          quote(scalar.text());
      case ScalarNode scalar -> out.append(of(scalar.value()));
      case MapNode map -> {
        String separator = "{";
        for (Entry entry : map.entries()) {
          out.append(separator);
          quote(entry.key());
          out.append(": ");
          append(entry.value());
          separator = ", ";
        }
        out.append(map.entries().isEmpty() ? "{}" : "}");
      }
      case ListNode list -> {
        String separator = "[";
        for (ConfigNode item : list.items()) {
          out.append(separator);
          append(item);
          separator = ", ";
        }
        out.append(list.items().isEmpty() ? "[]" : "]");
      }
      case ReferenceNode reference -> quote(reference.text());
      case ErrorNode error -> {}
    }
  }

  private void quote(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    for (int i = 0; i < text.length() && out.length() <= limit; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\\' -> out.append("\\\\");
        default -> out.append(c == quote ? "\\" : "").append(c);
      }
    }
    out.append(quote);
  }
}
