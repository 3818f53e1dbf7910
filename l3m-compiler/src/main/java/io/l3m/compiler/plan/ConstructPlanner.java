// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.plan.Construct.Operand;
import io.l3m.compiler.plan.Construct.Setting;
import io.l3m.compiler.schema.BlockSchema.Container;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.ValueType;
import io.l3m.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * From a bound block to the Java that constructs it: a setter for each line that the config has.
 */
final class ConstructPlanner {

  private final WrittenKeys keys;

  /**
   * A planner for the blocks of one config.
   *
   * @param keys where its values are written
   */
  ConstructPlanner(WrittenKeys keys) {
    this.keys = keys;
  }

  /** Where a value is written, or empty for the default of a schema. */
  Optional<Place> place(Origin origin) {
    return keys.of(origin);
  }

  Construct of(BoundBlock block) {
    String javaClass =
        block
            .schema()
            .javaClass()
            .orElseThrow(
                () -> new IllegalStateException(block.schema().target() + " has no Java class"));
    List<Setting> settings = new ArrayList<>();
    List<String> stages = stages(block);
    block
        .arguments()
        .forEach((name, argument) ->
            block
                .schema()
                .parameter(name)
                .filter(parameter -> !stages.contains(parameter.name()))
                .filter(parameter -> !isReplaced(block, argument))
                .ifPresent(parameter -> settings.addAll(settings(parameter, argument))));
    return new Construct(javaClass, settings, !block.partial(), place(block.origin()));
  }

  /** What an owner passes to a factory replaces what the factory says, whatever that is. */
  private static boolean isReplaced(BoundBlock block, Argument argument) {
    return block.partial() && argument.value() instanceof Value.Unknown;
  }

  /** Stages that run before a block itself are fields of the model, not arguments of the block. */
  private static List<String> stages(BoundBlock block) {
    return block.schema().container().orElse(null) instanceof Container.Series series
        ? series.parameters()
        : List.of();
  }

  /** The setter calls for a written parameter; none for what never reaches the runtime. */
  List<Setting> settings(Parameter parameter, Argument argument) {
    if (parameter.ignored().isPresent() || holdsKey(parameter.type())) {
      return List.of();
    }
    String setter = parameter.javaName().orElseGet(() -> Names.camelCase(parameter.name()));
    Optional<Place> place = place(argument.origin());
    return switch (argument.value()) {
      case Value.Null none -> withoutDefault(parameter, setter, place);
      case Value.Named map -> entries(parameter, setter, map.entries());
      case Value.Many list when list.items().isEmpty() ->
          parameter.defaultValue().map(ConstructPlanner::isEmpty).orElse(false)
              ? List.of()
              : List.of(new Setting(setter, List.of(), place));
      case Value.Many list when elementType(parameter.type()) instanceof ValueType.MapType map ->
          list.items().stream().map(item -> oneMap(setter, item, map.value())).toList();
      case Value.Many list -> List.of(new Setting(setter, operands(list, parameter.type()), place));
      case Value value ->
          List.of(new Setting(setter, List.of(operand(value, parameter.type())), place));
    };
  }

  /** A parameter without a default has nothing that a null would have to take away. */
  private static List<Setting> withoutDefault(
      Parameter parameter, String setter, Optional<Place> place) {
    boolean same = parameter.defaultValue().map(Expr.Null.class::isInstance).orElse(true);
    return same
        ? List.of()
        : List.of(new Setting("without" + Names.pascalCase(setter), List.of(), place));
  }

  private static boolean isEmpty(Expr value) {
    return value instanceof Expr.Null
        || (value instanceof Expr.ListLiteral list && list.items().isEmpty());
  }

  private List<Setting> entries(Parameter parameter, String setter, Map<String, Argument> entries) {
    ValueType element =
        parameter.type() instanceof ValueType.MapType map ? map.value() : parameter.type();
    List<Setting> settings = new ArrayList<>();
    entries.forEach((key, argument) ->
        settings.add(
            new Setting(
                setter,
                List.of(new Operand.Text(key), operand(argument.value(), element)),
                place(argument.origin()))));
    return settings;
  }

  /**
   * A map of a list is a call of its own: its single values in the order of their keys, behind them
   * the items of its lists, so that the order in the config does not matter.
   */
  private Setting oneMap(String setter, Argument map, ValueType element) {
    List<Operand> operands = new ArrayList<>();
    List<Operand> rest = new ArrayList<>();
    if (map.value() instanceof Value.Named(Map<String, Argument> entries)) {
      for (Argument entry : new TreeMap<>(entries).values()) {
        if (entry.value() instanceof Value.Many list) {
          rest.addAll(operands(list, element));
        } else {
          operands.add(operand(entry.value(), element));
        }
      }
    }
    operands.addAll(rest);
    return new Setting(setter, operands, place(map.origin()));
  }

  private List<Operand> operands(Value.Many list, ValueType type) {
    ValueType element = elementType(type);
    List<Operand> operands = new ArrayList<>();
    for (Argument item : list.items()) {
      operands.add(operand(item.value(), element));
    }
    return operands;
  }

  private static ValueType elementType(ValueType type) {
    return switch (type) {
      case ValueType.ListType list -> list.element();
      case ValueType.UnionType union ->
          union.alternatives().stream()
              .filter(ValueType.ListType.class::isInstance)
              .findFirst()
              .map(ConstructPlanner::elementType)
              .orElse(type);
      default -> type;
    };
  }

  private Operand operand(Value value, ValueType type) {
    return switch (value) {
      case Value.Bool bool -> new Operand.Truth(bool.value());
      case Value.Int whole ->
          constant(whole.value(), type).orElseGet(() -> new Operand.Whole(whole.value()));
      case Value.Real real -> new Operand.Real(real.value());
      case Value.Text text ->
          constant(text.value(), type).orElseGet(() -> new Operand.Text(text.value()));
      case Value.Block block -> new Operand.Nested(of(block.block()));
      case Value.Null none -> throw unplannable("null in a list");
      case Value.Many list -> throw unplannable("a list in a list");
      case Value.Named map -> throw unplannable("a map in a list");
      case Value.Unknown unknown -> throw unplannable("a value that is not known");
    };
  }

  private static IllegalStateException unplannable(String what) {
    return new IllegalStateException("the checks let through " + what);
  }

  /** The enum constant of a choice, where the runtime has an enum for it. */
  private static Optional<Operand> constant(Object value, ValueType type) {
    return switch (type) {
      case ValueType.ChoiceType choice ->
          choice
              .javaEnum()
              .flatMap(enumClass ->
                  choice.choices().stream()
                      .filter(candidate -> candidate.value().equals(value))
                      .findFirst()
                      .map(found -> new Operand.Constant(enumClass, found.constant())));
      case ValueType.UnionType union ->
          union.alternatives().stream()
              .map(alternative -> constant(value, alternative))
              .flatMap(Optional::stream)
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static boolean holdsKey(ValueType type) {
    return switch (type) {
      case ValueType.KeyType key -> true;
      case ValueType.ListType list -> holdsKey(list.element());
      case ValueType.UnionType union ->
          union.alternatives().stream().anyMatch(ConstructPlanner::holdsKey);
      default -> false;
    };
  }
}
