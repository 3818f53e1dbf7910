// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.ValueType;
import io.l3m.compiler.schema.ValueType.ListType;
import io.l3m.compiler.schema.ValueType.Range;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Types and values in words, for reports. */
final class TypeNames {

  private TypeNames() {}

  /** A type with its article: {@code an integer of at least 1}. */
  static String of(ValueType type) {
    return switch (type) {
      case ValueType.IntType whole -> "an integer" + suffix(whole.range());
      case ValueType.FloatType number -> "a number" + suffix(number.range());
      case ValueType.BoolType bool -> "`true` or `false`";
      case ValueType.TextType text -> "text";
      case ValueType.PathType path -> "a path";
      case ValueType.KeyType key -> "the name of one data key";
      case ValueType.PatternType pattern -> pattern(pattern.kind());
      case ValueType.ChoiceType choice ->
          "one of "
              + quoted(choice.choices().stream().map(item -> item.value().toString()).toList());
      case ListType list -> "a list of " + length(list) + " (each " + of(list.element()) + ")";
      case ValueType.MapType map -> "a map (each value " + of(map.value()) + ")";
      case ValueType.InstanceType instance -> role(instance.role());
      case ValueType.FactoryType factory -> "a factory of " + role(factory.role());
      case ValueType.UnionType union ->
          union.alternatives().stream().map(TypeNames::of).collect(Collectors.joining(" or "));
      case ValueType.AnyType any -> "any value";
    };
  }

  private static String pattern(ValueType.PatternKind kind) {
    return switch (kind) {
      case PARAMETER_GLOB -> "a pattern on parameter names";
      case MODULE_PATH -> "a dotted path of modules";
      case CLASS_NAME -> "the name of a block's class";
    };
  }

  /** A role with its article: {@code an attention block}. */
  static String role(String role) {
    String words = role.replace('_', ' ');
    return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words + " block";
  }

  /** What a range admits: {@code at least 1}, {@code in [0, 1)}. */
  static String range(Range range) {
    boolean low = range.low() != Double.NEGATIVE_INFINITY;
    boolean high = range.high() != Double.POSITIVE_INFINITY;
    if (low && high) {
      return "in "
          + (range.lowOpen() ? "(" : "[")
          + number(range.low())
          + ", "
          + number(range.high())
          + (range.highOpen() ? ")" : "]");
    }
    if (low) {
      return (range.lowOpen() ? "greater than " : "at least ") + number(range.low());
    }
    return high
        ? (range.highOpen() ? "less than " : "at most ") + number(range.high())
        : "any number";
  }

  private static String suffix(Range range) {
    String words = range(range);
    return words.equals("any number") ? "" : (words.startsWith("at") ? " of " : " ") + words;
  }

  /** A number without a needless fraction. */
  static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** How many entries a list may have. */
  static String length(ListType list) {
    if (list.minimum() == list.maximum()) {
      return entries(list.minimum());
    }
    if (list.maximum() == Integer.MAX_VALUE) {
      return list.minimum() == 0 ? "any length" : "at least " + entries(list.minimum());
    }
    return list.minimum() + " to " + entries(list.maximum());
  }

  private static String entries(int count) {
    return count == 1 ? "1 entry" : count + " entries";
  }

  /** Words in code quotes, the last one after {@code or}. */
  static String quoted(Collection<String> words) {
    List<String> quoted = words.stream().map(word -> "`" + word + "`").toList();
    return quoted.size() < 2
        ? String.join("", quoted)
        : String.join(", ", quoted.subList(0, quoted.size() - 1)) + " or " + quoted.getLast();
  }

  /** What a node holds. */
  static String found(ConfigNode node) {
    return switch (node) {
      case ListNode list -> "a list of " + entries(list.items().size());
      case MapNode map ->
          map.get(BlockBinder.TARGET)
              .filter(ScalarNode.class::isInstance)
              .map(target -> "the block `" + ((ScalarNode) target).text() + "`")
              .orElse("a map");
      case ScalarNode scalar -> scalar(scalar);
      case ReferenceNode reference -> "`" + reference.text() + "`";
      case ErrorNode error -> "a faulty value";
    };
  }

  private static String scalar(ScalarNode scalar) {
    return switch (scalar.value()) {
      case ScalarValue.Null none -> "null";
      case ScalarValue.Missing missing -> missing.kind();
      case ScalarValue.Bool bool -> "`" + bool.value() + "`";
      case ScalarValue.Int whole -> "the integer " + scalar.text();
      case ScalarValue.Float real -> "the number " + scalar.text();
      case ScalarValue.Text text -> "the text `" + shortened(text.value()) + "`";
    };
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "…";
  }
}
