// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values in words, and as what the checks need. */
public final class Values {

  private Values() {}

  /** A value as a config would write it. */
  public static String show(Value value) {
    return switch (value) {
      case Value.Null none -> "null";
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Int(long whole) -> Long.toString(whole);
      case Value.Real(double real) -> TypeNames.number(real);
      case Value.Text(String text) -> text;
      case Value.Many(List<Argument> items) ->
          items.stream()
              .map(item -> show(item.value()))
              .collect(Collectors.joining(", ", "[", "]"));
      case Value.Named(Map<String, Argument> entries) ->
          "{" + String.join(", ", entries.keySet()) + "}";
      case Value.Block(BoundBlock block) -> block.schema().simpleName();
      case Value.Unknown unknown -> "?";
    };
  }

  /** The number, if it is a whole one. */
  public static Optional<Long> whole(Value value) {
    return value instanceof Value.Int(long number) ? Optional.of(number) : Optional.empty();
  }

  /** The number, whole or not. */
  public static Optional<Double> number(Value value) {
    return switch (value) {
      case Value.Int(long whole) -> Optional.of((double) whole);
      case Value.Real(double real) -> Optional.of(real);
      default -> Optional.empty();
    };
  }

  /** The text, if it is one. */
  public static Optional<String> text(Value value) {
    return value instanceof Value.Text(String text) ? Optional.of(text) : Optional.empty();
  }

  /** The truth value, if it is one. */
  public static Optional<Boolean> bool(Value value) {
    return value instanceof Value.Bool(boolean bool) ? Optional.of(bool) : Optional.empty();
  }

  /** The block, if it is one. */
  public static Optional<BoundBlock> block(Value value) {
    return value instanceof Value.Block(BoundBlock block) ? Optional.of(block) : Optional.empty();
  }

  /** The items of a list; none for anything else. */
  public static List<Argument> items(Value value) {
    return value instanceof Value.Many(List<Argument> items) ? items : List.of();
  }
}
