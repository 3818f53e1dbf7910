// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;

/** Whether a config only repeats what is so anyway. */
final class Defaults {

  private Defaults() {}

  /** Whether a node is null, or the literal that the parameter has as default. */
  static boolean isDefault(ConfigNode node, Parameter parameter) {
    if (!(node instanceof ScalarNode scalar)) {
      return false;
    }
    if (scalar.value() instanceof ScalarValue.Null) {
      return true;
    }
    return parameter
        .defaultValue()
        .filter(Expr.Literal.class::isInstance)
        .map(value -> same(scalar.value(), ((Expr.Literal) value).value()))
        .orElse(false);
  }

  private static boolean same(ScalarValue written, Object value) {
    return switch (written) {
      case ScalarValue.Bool(boolean bool) -> value.equals(bool);
      case ScalarValue.Int(long whole) ->
          value instanceof Number number && number.doubleValue() == whole;
      case ScalarValue.Float(double real) ->
          value instanceof Number number && number.doubleValue() == real;
      case ScalarValue.Text(String text) -> value.equals(text);
      case ScalarValue.Null none -> false;
      case ScalarValue.Missing missing -> false;
    };
  }
}
