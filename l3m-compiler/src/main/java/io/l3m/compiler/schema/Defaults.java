// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import java.util.List;
import java.util.Optional;

/** Whether a default that is written out fits its type. */
final class Defaults {

  private Defaults() {}

  /** The choice that is written as a bare word, where the type has it. */
  static Optional<Expr> word(String text, ValueType type) {
    return switch (type) {
      case ValueType.ChoiceType(List<ValueType.Choice> choices, Optional<String> javaEnum) ->
          choices.stream()
              .filter(choice -> choice.value().equals(text))
              .findFirst()
              .map(choice -> new Expr.Literal(choice.value()));
      case ValueType.UnionType(List<ValueType> alternatives) ->
          alternatives.stream().flatMap(one -> word(text, one).stream()).findFirst();
      default -> Optional.empty();
    };
  }

  /** Expressions that have to be evaluated fit everything. */
  static boolean fits(Expr value, ValueType type, boolean nullable) {
    if (value instanceof Expr.Null) {
      return nullable || type instanceof ValueType.AnyType;
    }
    if (value instanceof Expr.Unary(String operator, Expr.Literal(Number number))
        && operator.equals("-")) {
      return fits(
          new Expr.Literal(
              number instanceof Long l ? (Object) (-l) : (Object) (-number.doubleValue())),
          type,
          nullable);
    }
    return switch (type) {
      case ValueType.UnionType(List<ValueType> alternatives) ->
          alternatives.stream().anyMatch(one -> fits(value, one, nullable));
      case ValueType.ListType list -> fitsList(value, list);
      case ValueType.MapType map ->
          value instanceof Expr.ListLiteral(List<Expr> items) ? items.isEmpty() : isComputed(value);
      case ValueType.InstanceType instance -> value instanceof Expr.TargetCall || isComputed(value);
      case ValueType.FactoryType factory -> value instanceof Expr.TargetCall || isComputed(value);
      default -> fitsScalar(value, type);
    };
  }

  private static boolean fitsList(Expr value, ValueType.ListType type) {
    if (!(value instanceof Expr.ListLiteral(List<Expr> items))) {
      return isComputed(value);
    }
    return items.size() >= type.minimum()
        && items.size() <= type.maximum()
        && items.stream().allMatch(item -> fits(item, type.element(), false));
  }

  private static boolean fitsScalar(Expr value, ValueType type) {
    if (!(value instanceof Expr.Literal(Object constant))) {
      return isComputed(value) || type instanceof ValueType.AnyType;
    }
    return switch (type) {
      case ValueType.IntType(ValueType.Range range) ->
          constant instanceof Long number && range.contains(number);
      case ValueType.FloatType(ValueType.Range range) ->
          constant instanceof Number number && range.contains(number.doubleValue());
      case ValueType.BoolType bool -> constant instanceof Boolean;
      case ValueType.ChoiceType(List<ValueType.Choice> choices, Optional<String> javaEnum) ->
          choices.stream().anyMatch(choice -> choice.value().equals(constant));
      case ValueType.AnyType any -> true;
      default -> constant instanceof String;
    };
  }

  private static boolean isComputed(Expr value) {
    return !(value instanceof Expr.Literal
        || value instanceof Expr.ListLiteral
        || value instanceof Expr.TargetCall);
  }
}
