// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.assemble.PythonText;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.yaml.ScalarDialect;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.Optional;
import java.util.regex.Pattern;

/** Scalars and keys as a config would write them, so that they are read as what they are. */
final class YamlText {

  /** What needs no quotes for its characters; for its meaning it may. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./*+-]([\\w ./*+=()@-]*[\\w./*+)@-])?");

  private YamlText() {}

  static String of(ScalarValue value) {
    return switch (value) {
      case ScalarValue.Null none -> "null";
      case ScalarValue.Bool(boolean bool) -> Boolean.toString(bool);
      case ScalarValue.Int(long number) -> Long.toString(number);
      case ScalarValue.Float(double number) when Double.isNaN(number) -> ".nan";
      case ScalarValue.Float(double number) when Double.isInfinite(number) ->
          number > 0 ? ".inf" : "-.inf";
      case ScalarValue.Float real -> PythonText.of(real);
      case ScalarValue.Text(String text) -> ofText(text);
      case ScalarValue.Missing missing -> "???";
    };
  }

  static String ofText(String text) {
    if (isPlain(text)) {
      return text;
    }
    return text.chars().anyMatch(Character::isISOControl)
        ? doubleQuoted(text)
        : "'" + text.replace("'", "''") + "'";
  }

  private static boolean isPlain(String text) {
    if (!PLAIN.matcher(text).matches() || text.startsWith("- ") || text.startsWith("*")) {
      return false;
    }
    Optional<ScalarValue> read =
        ScalarDialect.readPlain(text, SourceFile.of("", text).whole(), new Problems());
    return read.filter(ScalarValue.Text.class::isInstance).isPresent() && !text.equals("-");
  }

  private static String doubleQuoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        default -> quoted.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : c + "");
      }
    }
    return quoted.append('"').toString();
  }
}
