// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.schema.ValueType;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that were meant as numbers or truth values: {@code 0,001}, {@code 55k}, {@code "24"}. */
final class NumberSlips {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d[\\d_]*)?(?:\\.\\d*)?(?:[eE][-+]?\\d+)?");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("([-+]?\\d+),(\\d+)");
  private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:,\\d{3})+");
  private static final Pattern POINTS = Pattern.compile("\\d{1,3}(?:\\.000)+");
  private static final Pattern SPACED = Pattern.compile("\\d{1,3}(?: \\d{3})+");
  private static final Pattern POWER =
      Pattern.compile("(?:(\\d+)\\s*\\*\\s*)?10\\s*(?:\\^|\\*\\*)\\s*(-?\\d+)");
  private static final Pattern GAP =
      Pattern.compile("([-+]?[\\d.]+)\\s*([eE])\\s*([-+]?)\\s*(\\d+)");
  private static final Pattern SUFFIX = Pattern.compile("([-+]?[\\d.]+(?:[eE][-+]?\\d+)?)[fFdDlL]");
  private static final Pattern MAGNITUDE = Pattern.compile("(\\d+)\\s*([kKmM])");

  private NumberSlips() {}

  /** What should stand there instead, where that is plain to see. */
  static Optional<String> meant(ConfigNode node, ValueType type) {
    if (!(node instanceof ScalarNode scalar)) {
      return Optional.empty();
    }
    return switch (type) {
      case ValueType.IntType whole -> whole(scalar);
      case ValueType.FloatType number -> number(scalar.text());
      case ValueType.BoolType bool -> truth(scalar);
      case ValueType.UnionType union ->
          union.alternatives().stream()
              .map(alternative -> meant(node, alternative))
              .flatMap(Optional::stream)
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static Optional<String> whole(ScalarNode scalar) {
    if (POINTS.matcher(scalar.text()).matches()) {
      return Optional.of(scalar.text().replace('.', '_'));
    }
    if (scalar.value() instanceof ScalarValue.Float real) {
      return real.value() == Math.rint(real.value()) && Math.abs(real.value()) < 1e15
          ? Optional.of(Long.toString((long) real.value()))
          : Optional.empty();
    }
    String text = scalar.text().strip();
    if (THOUSANDS.matcher(text).matches() || SPACED.matcher(text).matches()) {
      return Optional.of(text.replaceAll("[, ]", "_"));
    }
    return number(text).filter(number -> number.matches("[-+]?[\\d_]+"));
  }

  private static Optional<String> number(String written) {
    String text = written.strip();
    if (text.chars().anyMatch(Character::isDigit) && NUMBER.matcher(text).matches()) {
      return Optional.of(text);
    }
    Matcher suffix = SUFFIX.matcher(text);
    if (suffix.matches()) {
      return Optional.of(suffix.group(1));
    }
    Matcher gap = GAP.matcher(text);
    if (gap.matches()) {
      return Optional.of(gap.group(1) + "e" + gap.group(3) + gap.group(4));
    }
    Matcher power = POWER.matcher(text);
    if (power.matches()) {
      return Optional.of(Objects.requireNonNullElse(power.group(1), "1") + "e" + power.group(2));
    }
    Matcher comma = DECIMAL_COMMA.matcher(text);
    if (comma.matches()) {
      return Optional.of(comma.group(1) + "." + comma.group(2));
    }
    Matcher magnitude = MAGNITUDE.matcher(text);
    if (magnitude.matches()) {
      boolean thousands = magnitude.group(2).toLowerCase(Locale.ROOT).equals("k");
      return Optional.of(magnitude.group(1) + (thousands ? "_000" : "_000_000"));
    }
    return Optional.empty();
  }

  private static Optional<String> truth(ScalarNode scalar) {
    return switch (scalar.text().strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1", "y", "t" -> Optional.of("true");
      case "false", "no", "off", "0", "n", "f" -> Optional.of("false");
      default ->
          NameGuess.slip(List.of("true", "false", "yes"), scalar.text().strip())
              .map(word -> word.equals("yes") ? "true" : word);
    };
  }
}
