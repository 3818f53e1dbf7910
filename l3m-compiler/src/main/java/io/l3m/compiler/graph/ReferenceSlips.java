// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ConfigPath;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that were meant as references or as arithmetic: {@code constants.width}, {@code
 * $(constants.width)}, {@code {constants.width}}, <code>${constants.width} * 2</code>.
 */
final class ReferenceSlips {

  private static final Pattern PATH =
      Pattern.compile("(?:\\$?\\(|\\$?\\{\\{?|\\$)?\\s*([A-Za-z_][\\w.]*\\w)\\s*[)}]{0,2}");
  private static final String OPERAND = "(\\$\\{[^{}]*\\}|[-+]?[\\d.][\\d._eE]*(?:[eE]-\\d+)?)";
  private static final Pattern ARITHMETIC =
      Pattern.compile("\\s*" + OPERAND + "\\s*([-*/+])\\s*" + OPERAND + "\\s*");
  private static final Map<String, String> FUNCTIONS =
      Map.of("*", "mul", "/", "div_float", "+", "add", "-", "subtract");

  private final Binding binding;

  ReferenceSlips(Binding binding) {
    this.binding = binding;
  }

  /** The reference to a value of the config, or the function, that was probably meant. */
  Optional<String> meant(ConfigNode node, boolean whole) {
    return switch (node) {
      case ScalarNode scalar when scalar.value() instanceof ScalarValue.Text ->
          reference(scalar.text()).or(() -> function(scalar, whole));
      case MapNode map
          when map.entries().size() == 1
              && map.entries().getFirst().value() instanceof ScalarNode nothing
              && nothing.value() instanceof ScalarValue.Null ->
          reference(map.entries().getFirst().key());
      default -> Optional.empty();
    };
  }

  private Optional<String> reference(String text) {
    Matcher matcher = PATH.matcher(text);
    return matcher.matches()
        ? Optional.of(matcher.group(1))
            .filter(path -> path.contains(".") || text.startsWith("$"))
            .filter(path -> ConfigPath.parse(path).filter(binding::has).isPresent())
            .map(path -> "${" + path + "}")
        : Optional.empty();
  }

  /** What is written, rather than what references in it have become. */
  private static Optional<String> function(ScalarNode scalar, boolean whole) {
    Span span = scalar.origin().source();
    Matcher matcher = ARITHMETIC.matcher(span.file().text().substring(span.start(), span.end()));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String function = FUNCTIONS.getOrDefault(matcher.group(2), "");
    String name = whole && function.equals("div_float") ? "div_int" : function;
    return Optional.of("${" + name + ":" + matcher.group(1) + "," + matcher.group(3) + "}");
  }
}
