// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

/** The typed value of a scalar, as {@link ScalarDialect} reads it. */
public sealed interface ScalarValue {

  /** What people call such a value: {@code an integer}, {@code text}. */
  String kind();

  /** Nothing: {@code null}, {@code ~}, or an empty value. */
  record Null() implements ScalarValue {
    @Override
    public String kind() {
      return "null";
    }
  }

  /** A truth value, in any of YAML 1.1's spellings. */
  record Bool(boolean value) implements ScalarValue {
    @Override
    public String kind() {
      return "a boolean";
    }
  }

  /** A whole number. */
  record Int(long value) implements ScalarValue {
    @Override
    public String kind() {
      return "an integer";
    }
  }

  /** A floating point number, infinities and not-a-number among them. */
  @SuppressWarnings(
      "AvoidCommonTypeNames") // always read as ScalarValue.Float, beside ScalarValue.Int
  record Float(double value) implements ScalarValue {
    @Override
    public String kind() {
      return "a number";
    }
  }

  /** Text. */
  record Text(String value) implements ScalarValue {
    @Override
    public String kind() {
      return "text";
    }
  }

  /** The marker {@code ???}: a value that somebody has yet to fill in. */
  record Missing() implements ScalarValue {
    @Override
    public String kind() {
      return "the marker `???`";
    }
  }
}
