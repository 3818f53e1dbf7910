// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/** The functions of the schema language. */
final class Functions {

  private static final Value UNKNOWN = new Value.Unknown();

  private Functions() {}

  /** The result of a call; unknown where the arguments do not fit. */
  static Value call(String function, List<Value> arguments) {
    if (arguments.isEmpty() || arguments.stream().anyMatch(Value.Unknown.class::isInstance)) {
      return UNKNOWN;
    }
    Value first = arguments.getFirst();
    return switch (function) {
      case "int" -> Arithmetic.number(first).isPresent() ? truncate(first) : UNKNOWN;
      case "ceil" -> rounded(first, Math.ceil(orNan(first)));
      case "floor" -> rounded(first, Math.floor(orNan(first)));
      case "abs" -> absolute(first);
      case "sqrt" -> finite(Math.sqrt(orNan(first)));
      case "len" -> length(first);
      case "is_int" -> new Value.Bool(first instanceof Value.Int);
      case "is_list" -> new Value.Bool(first instanceof Value.Many);
      case "is_text" -> new Value.Bool(first instanceof Value.Text);
      case "is_block" -> new Value.Bool(first instanceof Value.Block);
      case "min" -> fold(numbers(arguments), (a, b) -> isLess(b, a) ? b : a);
      case "max" -> fold(numbers(arguments), (a, b) -> isLess(a, b) ? b : a);
      case "sum" -> sum(arguments, new Value.Int(0), "+");
      case "prod" -> sum(arguments, new Value.Int(1), "*");
      case "all_true" -> allTrue(numbers(arguments));
      case "increasing" -> increasing(numbers(arguments));
      case "names" -> names(first);
      case "any_contains" -> anyContains(arguments);
      case "same_items" -> sameItems(arguments);
      case "pick" -> pick(arguments);
      case "covers" -> covers(arguments);
      case "distinct" -> distinct(arguments);
      case "uses" -> uses(arguments);
      case "count_uses" -> countUses(arguments);
      default -> UNKNOWN;
    };
  }

  private static double orNan(Value value) {
    return Arithmetic.number(value).orElse(Double.NaN);
  }

  private static Value finite(double number) {
    return Double.isFinite(number) ? new Value.Real(number) : UNKNOWN;
  }

  private static Value truncate(Value value) {
    double number = orNan(value);
    return rounded(value, number < 0 ? Math.ceil(number) : Math.floor(number));
  }

  /** A whole number stays what it is: a double would lose its last digits. */
  private static Value rounded(Value value, double number) {
    if (value instanceof Value.Int) {
      return value;
    }
    return Math.abs(number) < 0x1p63 ? new Value.Int((long) number) : UNKNOWN;
  }

  private static Value absolute(Value value) {
    Value negative = Arithmetic.unary("-", value);
    return isLess(value, new Value.Int(0)) ? negative : Arithmetic.unary("-", negative);
  }

  private static Value length(Value value) {
    return switch (value) {
      case Value.Many many -> new Value.Int(many.items().size());
      case Value.Named named -> new Value.Int(named.entries().size());
      case Value.Text(String text) -> new Value.Int(text.codePointCount(0, text.length()));
      default -> UNKNOWN;
    };
  }

  /** The items of a list that is the only argument, else the arguments. */
  private static List<Value> numbers(List<Value> arguments) {
    return arguments.size() == 1 && arguments.getFirst() instanceof Value.Many many
        ? many.items().stream().map(Argument::value).toList()
        : arguments;
  }

  private static boolean isLess(Value left, Value right) {
    return Arithmetic.truth(Arithmetic.binary("<", left, right)).orElse(false);
  }

  private static Value fold(List<Value> values, BinaryOperator<Value> choose) {
    boolean allNumbers = values.stream().allMatch(value -> Arithmetic.number(value).isPresent());
    return allNumbers ? values.stream().reduce(choose).orElse(UNKNOWN) : UNKNOWN;
  }

  private static Value sum(List<Value> arguments, Value start, String operator) {
    Value total = start;
    for (Value value : numbers(arguments)) {
      total = Arithmetic.binary(operator, total, value);
    }
    return total;
  }

  private static Value allTrue(List<Value> values) {
    for (Value value : values) {
      Optional<Boolean> truth = Arithmetic.truth(value);
      if (truth.isEmpty() || !truth.get()) {
        return truth.<Value>map(Value.Bool::new).orElse(UNKNOWN);
      }
    }
    return new Value.Bool(true);
  }

  /** The keys of a map. */
  private static Value names(Value value) {
    if (!(value instanceof Value.Named(Map<String, Argument> entries))) {
      return UNKNOWN;
    }
    List<Argument> names = new ArrayList<>();
    entries.forEach((name, entry) -> names.add(new Argument(new Value.Text(name), entry.origin())));
    return new Value.Many(names);
  }

  /** {@code any_contains(texts, part)}: whether one of the texts has this part. */
  private static Value anyContains(List<Value> arguments) {
    if (arguments.size() != 2 || !(arguments.get(1) instanceof Value.Text(String part))) {
      return UNKNOWN;
    }
    return new Value.Bool(
        Arithmetic.items(arguments.getFirst()).stream()
            .anyMatch(
                item -> item.value() instanceof Value.Text(String text) && text.contains(part)));
  }

  /** {@code same_items(a, b)}: whether two lists hold the same, in whatever order. */
  private static Value sameItems(List<Value> arguments) {
    List<Value> left = new ArrayList<>();
    List<Value> right = new ArrayList<>();
    Arithmetic.items(arguments.getFirst()).forEach(item -> left.add(item.value()));
    Arithmetic.items(arguments.getLast()).forEach(item -> right.add(item.value()));
    if (left.contains(UNKNOWN) || right.contains(UNKNOWN)) {
      return UNKNOWN;
    }
    boolean all = left.size() == right.size();
    for (Value item : left) {
      all &= right.remove(item);
    }
    return new Value.Bool(all);
  }

  /** {@code pick(maps, key, item)}: the last map whose list at the key holds the item. */
  private static Value pick(List<Value> arguments) {
    Value chosen = UNKNOWN;
    if (arguments.size() == 3 && arguments.get(1) instanceof Value.Text(String key)) {
      for (Argument map : Arithmetic.items(arguments.getFirst())) {
        Value holds = Arithmetic.binary("in", arguments.get(2), entry(map.value(), key));
        if (Arithmetic.truth(holds).orElse(false)) {
          chosen = map.value();
        }
      }
    }
    return chosen;
  }

  /**
   * {@code covers(maps, key, count)}: whether the lists at the key hold all of {@code 0 … count-1}
   * and nothing else.
   */
  private static Value covers(List<Value> arguments) {
    if (arguments.size() != 3
        || !(arguments.get(1) instanceof Value.Text(String key))
        || !(arguments.get(2) instanceof Value.Int(long count))) {
      return UNKNOWN;
    }
    Set<Long> held = new HashSet<>();
    for (Argument map : Arithmetic.items(arguments.getFirst())) {
      for (Argument item : Arithmetic.items(entry(map.value(), key))) {
        if (!(item.value() instanceof Value.Int(long number))) {
          return UNKNOWN;
        }
        held.add(number);
      }
    }
    return new Value.Bool(
        held.size() == count && held.stream().allMatch(number -> number >= 0 && number < count));
  }

  /** {@code distinct(axes, count)}: whether no axis occurs twice, negative ones being the last. */
  private static Value distinct(List<Value> arguments) {
    if (arguments.size() != 2 || !(arguments.get(1) instanceof Value.Int(long count))) {
      return UNKNOWN;
    }
    Set<Long> seen = new HashSet<>();
    boolean all = true;
    for (Argument item : Arithmetic.items(arguments.getFirst())) {
      if (!(item.value() instanceof Value.Int(long axis))) {
        return UNKNOWN;
      }
      all &= seen.add(Math.floorMod(axis, count));
    }
    return new Value.Bool(all);
  }

  /** {@code uses(value, target)}: whether a block of the target is the value or is in it. */
  private static Value uses(List<Value> arguments) {
    return arguments.size() == 2 && arguments.get(1) instanceof Value.Text(String target)
        ? new Value.Bool(holds(arguments.getFirst(), target))
        : UNKNOWN;
  }

  private static boolean holds(Value value, String target) {
    return switch (value) {
      case Value.Block(BoundBlock block) ->
          block.schema().target().equals(target) || holdsAny(block.arguments().values(), target);
      case Value.Many(List<Argument> items) -> holdsAny(items, target);
      case Value.Named(Map<String, Argument> entries) -> holdsAny(entries.values(), target);
      default -> false;
    };
  }

  private static boolean holdsAny(Collection<Argument> arguments, String target) {
    return arguments.stream().anyMatch(argument -> holds(argument.value(), target));
  }

  /**
   * {@code count_uses(maps, key, target)}: how many different items the lists at the key hold whose
   * last map uses a block of the target.
   */
  private static Value countUses(List<Value> arguments) {
    if (arguments.size() != 3
        || !(arguments.get(1) instanceof Value.Text(String key))
        || !(arguments.get(2) instanceof Value.Text(String target))) {
      return UNKNOWN;
    }
    Set<Value> users = new HashSet<>();
    for (Argument map : Arithmetic.items(arguments.getFirst())) {
      List<Value> items =
          Arithmetic.items(entry(map.value(), key)).stream().map(Argument::value).toList();
      users.removeAll(items);
      users.addAll(holds(map.value(), target) ? items : List.of());
    }
    return new Value.Int(users.size());
  }

  private static Value entry(Value map, String key) {
    return map instanceof Value.Named named && named.entries().containsKey(key)
        ? named.entries().get(key).value()
        : UNKNOWN;
  }

  private static Value increasing(List<Value> values) {
    for (int i = 1; i < values.size(); i++) {
      Value less = Arithmetic.binary("<", values.get(i - 1), values.get(i));
      if (Arithmetic.truth(less).isEmpty() || !Arithmetic.truth(less).get()) {
        return less;
      }
    }
    return new Value.Bool(true);
  }
}
