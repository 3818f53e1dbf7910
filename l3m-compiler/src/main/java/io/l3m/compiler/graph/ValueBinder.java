// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Binding.ValueFault;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.ValueType;
import io.l3m.compiler.schema.ValueType.BoolType;
import io.l3m.compiler.schema.ValueType.ChoiceType;
import io.l3m.compiler.schema.ValueType.FactoryType;
import io.l3m.compiler.schema.ValueType.FloatType;
import io.l3m.compiler.schema.ValueType.InstanceType;
import io.l3m.compiler.schema.ValueType.IntType;
import io.l3m.compiler.schema.ValueType.ListType;
import io.l3m.compiler.schema.ValueType.MapType;
import io.l3m.compiler.schema.ValueType.Range;
import io.l3m.compiler.schema.ValueType.UnionType;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a node of the config to the value of a parameter, or to poison with a report. */
final class ValueBinder {

  private static final Set<String> NONE = Set.of("None");
  private static final Set<String> NOTHINGS = Set.of("None", "none", "nil", "nan");
  private static final ScalarNode A_TEXT =
      new ScalarNode(
          new ScalarValue.Text("a"), "a", new Origin.Written(SourceFile.of("", "").whole()));

  private final Binding binding;
  private final ReferenceSlips references;

  ValueBinder(Binding binding) {
    this.binding = binding;
    this.references = new ReferenceSlips(binding);
  }

  /** The value of a parameter or key. */
  Argument bind(ConfigNode node, Parameter parameter, Slot slot) {
    return new Argument(
        value(node, parameter.type(), parameter.nullable(), slot), origin(node, slot));
  }

  private static boolean isPlain(ConfigNode node) {
    return node instanceof ListNode
        || (node instanceof MapNode map && !map.has(BlockBinder.TARGET));
  }

  /** A list or map that starts below its key is reported at the key. */
  private static Origin origin(ConfigNode node, Slot slot) {
    boolean below =
        isPlain(node)
            && node.origin() instanceof Origin.Written(Span span)
            && span.file() == slot.key().file()
            && span.line() > slot.key().line();
    return below ? new Origin.Written(slot.key()) : node.origin();
  }

  private Value value(ConfigNode node, ValueType type, boolean nullable, Slot slot) {
    return switch (node) {
      case ErrorNode error -> new Value.Unknown();
      case ReferenceNode reference -> new Value.Unknown();
      case ScalarNode scalar -> scalar(scalar, type, nullable, slot);
      case ListNode list -> typed(list, type, slot);
      case MapNode map -> typed(map, type, slot);
    };
  }

  private Value scalar(ScalarNode node, ValueType type, boolean nullable, Slot slot) {
    if (node.value() instanceof ScalarValue.Missing) {
      binding.reportValue(Code.VALUE_LEFT_OPEN, node.origin(), slot, ValueFault.of(slot.what()));
      return new Value.Unknown();
    }
    if (node.value() instanceof ScalarValue.Null && !admitsNull(type)) {
      if (nullable) {
        return new Value.Null();
      }
      reportNull(node, type, slot);
      return new Value.Unknown();
    }
    if (nullable && isMeantAsNull(node, type)) {
      binding.reportValue(
          Code.WRONG_TYPE,
          node.origin(),
          slot,
          ValueFault.of(slot.what(), TypeNames.of(type), TypeNames.found(node))
              .withSuggestion(Optional.of("null")));
      return new Value.Unknown();
    }
    return typed(node, type, slot);
  }

  /** Whether nothing is meant, in the words of Python or of a switch. */
  private static boolean isMeantAsNull(ScalarNode node, ValueType type) {
    return switch (node.value()) {
      case ScalarValue.Text text ->
          (takesText(type) ? NONE : NOTHINGS).contains(text.value()) && !isChoice(node, type);
      case ScalarValue.Bool bool -> !bool.value() && !fits(node, type);
      default -> false;
    };
  }

  private static boolean isChoice(ScalarNode node, ValueType type) {
    return type instanceof ChoiceType choice
        && choice.choices().stream().anyMatch(one -> one.value().equals(node.text()));
  }

  private static boolean takesText(ValueType type) {
    return type instanceof ValueType.AnyType
        || (!(type instanceof ChoiceType) && fits(A_TEXT, type));
  }

  /** An empty value is reported at its key; one that references share, where it is written. */
  private void reportNull(ScalarNode node, ValueType type, Slot slot) {
    ValueFault fault = ValueFault.of(slot.what(), TypeNames.of(type));
    boolean overridden = node.span().file().overrideIndex().isPresent();
    if (overridden || node.origin() instanceof Origin.Referenced) {
      binding.reportValue(Code.NULL_NOT_ALLOWED, node.origin(), slot, fault);
      return;
    }
    binding
        .report(
            Code.NULL_NOT_ALLOWED,
            binding.mendable(slot.key(), node.span()),
            fault.arguments().toArray())
        .label(node.origin().source(), "null stands here");
  }

  private static boolean admitsNull(ValueType type) {
    return type instanceof ValueType.AnyType;
  }

  private Value typed(ConfigNode node, ValueType type, Slot slot) {
    return switch (type) {
      case IntType whole -> whole(node, whole, slot);
      case FloatType number -> number(node, number, slot);
      case BoolType bool -> bool(node, bool, slot);
      case ValueType.TextType text -> text(node, type, slot);
      case ValueType.PathType path -> text(node, type, slot);
      case ValueType.KeyType key -> text(node, type, slot);
      case ValueType.PatternType pattern -> text(node, type, slot);
      case ChoiceType choice -> choice(node, choice, slot);
      case ListType list -> list(node, list, slot);
      case MapType map -> map(node, map, slot);
      case InstanceType instance -> block(node, type, slot);
      case FactoryType factory -> block(node, type, slot);
      case UnionType union -> union(node, union, slot);
      case ValueType.AnyType any -> anything(node, slot);
    };
  }

  // ---- scalars

  private Value whole(ConfigNode node, IntType type, Slot slot) {
    if (node instanceof ScalarNode scalar && scalar.value() instanceof ScalarValue.Int whole) {
      return inRange((double) whole.value(), type.range(), node, slot)
          ? new Value.Int(whole.value())
          : new Value.Unknown();
    }
    return wrongType(node, type, slot);
  }

  private Value number(ConfigNode node, FloatType type, Slot slot) {
    if (node instanceof ScalarNode scalar) {
      Optional<Double> number =
          switch (scalar.value()) {
            case ScalarValue.Int whole -> Optional.of((double) whole.value());
            case ScalarValue.Float real -> Optional.of(real.value());
            case ScalarValue.Null none -> Optional.empty();
            case ScalarValue.Bool bool -> Optional.empty();
            case ScalarValue.Text text -> Optional.empty();
            case ScalarValue.Missing missing -> Optional.empty();
          };
      if (number.isPresent()) {
        return inRange(number.get(), type.range(), node, slot)
            ? new Value.Real(number.get())
            : new Value.Unknown();
      }
    }
    return wrongType(node, type, slot);
  }

  private boolean inRange(double number, Range range, ConfigNode node, Slot slot) {
    if (range.contains(number)) {
      return true;
    }
    binding.reportValue(
        Code.OUT_OF_RANGE,
        node.origin(),
        slot,
        ValueFault.of(slot.what(), TypeNames.range(range), ((ScalarNode) node).text()));
    return false;
  }

  private Value bool(ConfigNode node, BoolType type, Slot slot) {
    if (node instanceof ScalarNode scalar) {
      if (scalar.value() instanceof ScalarValue.Bool bool) {
        return new Value.Bool(bool.value());
      }
      // 0 and 1 are truth values to the original, too.
      if (scalar.value() instanceof ScalarValue.Int(long bit) && (bit == 0 || bit == 1)) {
        return new Value.Bool(bit == 1);
      }
    }
    return wrongType(node, type, slot);
  }

  private Value text(ConfigNode node, ValueType type, Slot slot) {
    boolean wrong =
        !(node instanceof ScalarNode scalar)
            || scalar.value() instanceof ScalarValue.Bool
            || ((type instanceof ValueType.PathType || type instanceof ValueType.PatternType)
                && !(scalar.value() instanceof ScalarValue.Text));
    return wrong ? wrongType(node, type, slot) : new Value.Text(((ScalarNode) node).text());
  }

  private Value choice(ConfigNode node, ChoiceType type, Slot slot) {
    if (!(node instanceof ScalarNode scalar)) {
      return wrongType(node, type, slot);
    }
    for (ValueType.Choice choice : type.choices()) {
      if (choice.value() instanceof Long number
          && scalar.value() instanceof ScalarValue.Int whole
          && whole.value() == number) {
        return new Value.Int(number);
      }
      if (choice.value().equals(scalar.text()) && scalar.value() instanceof ScalarValue.Text text) {
        return new Value.Text(text.value());
      }
    }
    List<String> words = type.choices().stream().map(choice -> choice.value().toString()).toList();
    binding.reportValue(
        Code.NOT_ONE_OF,
        node.origin(),
        slot,
        ValueFault.of(slot.what(), TypeNames.quoted(words), scalar.text())
            .withSuggestion(
                Synonyms.amongWords(words, scalar.text())
                    .filter(word -> !isOtherNumber(word, scalar.text()))));
    return new Value.Unknown();
  }

  /** Whether two words differ in their numbers alone, which are no slip: {@code float32}. */
  private static boolean isOtherNumber(String word, String written) {
    return !word.equals(written)
        && word.replaceAll("\\d", "").equals(written.replaceAll("\\d", ""));
  }

  private Value wrongType(ConfigNode node, ValueType type, Slot slot) {
    ValueFault fault = ValueFault.of(slot.what(), TypeNames.of(type), TypeNames.found(node));
    Optional<String> meant =
        NumberSlips.meant(node, type).or(() -> references.meant(node, type instanceof IntType));
    if (meant.isPresent()) {
      fault = fault.withSuggestion(meant);
    } else if (expectsList(type) && node instanceof MapNode map && map.has(BlockBinder.TARGET)) {
      fault = fault.withHint("a list of one is a list, too: begin the block with `- `");
    } else if (expectsBlock(type) && isTarget(node)) {
      boolean override = node.span().file().overrideIndex().isPresent();
      String target = slot.path() + "._target_=" + ((ScalarNode) node).text();
      fault = override ? fault.withSuggestion(Optional.of(target)) : fault;
      fault =
          fault.withHint(
              "a block is a map: write `_target_: "
                  + ((ScalarNode) node).text()
                  + "` in a line below the key");
    } else if (expectsList(type) && node instanceof ScalarNode scalar) {
      String items = scalar.text().replaceAll("^[\\[(]+|[\\])]+$", "");
      fault = fault.withHint("write a list: `[" + items + "]`");
    }
    if (node instanceof MapNode
        || expectsBlock(type)
        || (node instanceof ListNode && type instanceof ListType)) {
      binding.reportReference(Code.WRONG_TYPE, node.origin(), slot, fault);
    } else {
      binding.reportValue(Code.WRONG_TYPE, node.origin(), slot, fault);
    }
    return new Value.Unknown();
  }

  private boolean isTarget(ConfigNode node) {
    return node instanceof ScalarNode scalar && binding.catalog().find(scalar.text()).isPresent();
  }

  /** Whether nothing but a block can stand there. */
  private static boolean expectsBlock(ValueType type) {
    return type instanceof InstanceType
        || type instanceof FactoryType
        || (type instanceof UnionType union
            && union.alternatives().stream().allMatch(ValueBinder::expectsBlock));
  }

  private static boolean expectsList(ValueType type) {
    return type instanceof ListType
        || (type instanceof UnionType union
            && union.alternatives().stream().anyMatch(ValueBinder::expectsList));
  }

  // ---- lists and maps

  /** Whether a reference that should lead to blocks leads to a list without any. */
  private static boolean leadsToOthers(ListNode list, ListType type) {
    return list.origin() instanceof Origin.Referenced
        && expectsBlock(type.element())
        && !list.items().isEmpty()
        && list.items().stream().allMatch(ScalarNode.class::isInstance);
  }

  private Value list(ConfigNode node, ListType type, Slot slot) {
    if (!(node instanceof ListNode list) || leadsToOthers(list, type)) {
      return wrongType(node, type, slot);
    }
    int size = list.items().size();
    if (size < type.minimum() || size > type.maximum()) {
      binding.reportValue(
          Code.WRONG_LENGTH,
          origin(node, slot),
          slot,
          ValueFault.of(slot.what(), TypeNames.length(type), size));
      return new Value.Unknown();
    }
    if (isMeantAsItem(list, type)) {
      String items = String.join(", ", list.items().stream().map(ValueBinder::text).toList());
      binding.reportValue(
          Code.WRONG_TYPE,
          origin(node, slot),
          slot,
          ValueFault.of(slot.what(), TypeNames.of(type), TypeNames.found(node))
              .withSuggestion(Optional.of("[[" + items + "]]")));
      return new Value.Unknown();
    }
    List<Argument> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ConfigNode item = list.items().get(i);
      Slot place = slot.item(i, item.span());
      items.add(new Argument(value(item, type.element(), false, place), item.origin()));
    }
    return new Value.Many(items);
  }

  /** Whether a list of lists is expected, and this is one that could stand in it. */
  private static boolean isMeantAsItem(ListNode list, ListType type) {
    return type.element() instanceof ListType inner
        && inner.minimum() > 1
        && list.items().size() >= inner.minimum()
        && list.items().size() <= inner.maximum()
        && list.items().stream().allMatch(ScalarNode.class::isInstance);
  }

  private static String text(ConfigNode node) {
    return node instanceof ScalarNode scalar ? scalar.text() : "…";
  }

  private Value map(ConfigNode node, MapType type, Slot slot) {
    if (!(node instanceof MapNode map) || map.has(BlockBinder.TARGET)) {
      return wrongType(node, type, slot);
    }
    Map<String, Argument> entries = new LinkedHashMap<>();
    for (MapNode.Entry entry : map.entries()) {
      Slot place = slot.entry(entry.key(), entry.keySpan());
      Value value = value(entry.value(), type.value(), false, place);
      entries.put(entry.key(), new Argument(value, Binding.originOf(entry)));
    }
    return new Value.Named(entries);
  }

  private Value block(ConfigNode node, ValueType type, Slot slot) {
    if (!(node instanceof MapNode map)) {
      return wrongType(node, type, slot);
    }
    return binding
        .blocks()
        .bind(map, type, slot)
        .<Value>map(Value.Block::new)
        .orElseGet(Value.Unknown::new);
  }

  /** What a parameter of no particular type holds. */
  private Value anything(ConfigNode node, Slot slot) {
    return switch (node) {
      case ErrorNode error -> new Value.Unknown();
      case ReferenceNode reference -> new Value.Unknown();
      case ListNode list ->
          new Value.Many(
              list.items().stream()
                  .map(item -> new Argument(anything(item, slot), item.origin()))
                  .toList());
      case MapNode map -> {
        Map<String, Argument> entries = new LinkedHashMap<>();
        for (MapNode.Entry entry : map.entries()) {
          Origin origin =
              entry.value() instanceof MapNode
                  ? new Origin.Written(entry.keySpan())
                  : entry.value().origin();
          entries.put(entry.key(), new Argument(anything(entry.value(), slot), origin));
        }
        yield new Value.Named(entries);
      }
      case ScalarNode scalar ->
          switch (scalar.value()) {
            case ScalarValue.Null none -> new Value.Null();
            case ScalarValue.Bool bool -> new Value.Bool(bool.value());
            case ScalarValue.Int whole -> new Value.Int(whole.value());
            case ScalarValue.Float real -> new Value.Real(real.value());
            case ScalarValue.Text text -> new Value.Text(text.value());
            case ScalarValue.Missing missing -> new Value.Unknown();
          };
    };
  }

  // ---- unions

  /**
   * Binds to the alternative that a node is meant as: a block to the one that takes its role, any
   * other node to the first alternative that takes it without an error. Where none does, the first
   * one of the same outer form makes the report.
   */
  private Value union(ConfigNode node, UnionType union, Slot slot) {
    List<ValueType> fitting =
        union.alternatives().stream().filter(type -> fits(node, type)).toList();
    if (fitting.stream().anyMatch(MapType.class::isInstance)) {
      // Without a target it is the map; that its entries are blocks is theirs to say.
      boolean noTarget = node instanceof MapNode map && isBlockWithoutTarget(map, union);
      fitting = fitting.stream().filter(type -> type instanceof MapType != noTarget).toList();
    }
    if (fitting.isEmpty()) {
      return wrongType(node, union, slot);
    }
    if (node instanceof MapNode map && map.has(BlockBinder.TARGET)) {
      return typed(node, binding.blocks().meant(map, fitting), slot);
    }
    if (fitting.size() > 1) {
      for (ValueType type : fitting) {
        Problems sink = new Problems();
        Value trial = binding.trial(sink).values().typed(node, type, slot);
        if (!sink.hasErrors() && !(trial instanceof Value.Unknown)) {
          return typed(node, type, slot);
        }
      }
    }
    return typed(node, fitting.getFirst(), slot);
  }

  /** Whether the keys are those of a block that could stand there, rather than names. */
  private boolean isBlockWithoutTarget(MapNode map, UnionType union) {
    return union.alternatives().stream()
        .filter(InstanceType.class::isInstance)
        .map(type -> ((InstanceType) type).role())
        .anyMatch(role ->
            binding.catalog().all().stream()
                .filter(schema -> schema.roles().contains(role))
                .anyMatch(schema ->
                    map.keys().stream().anyMatch(key -> schema.parameter(key).isPresent())));
  }

  /** Whether the outer form of a node is that of a type. */
  private static boolean fits(ConfigNode node, ValueType type) {
    return switch (type) {
      case ListType list -> node instanceof ListNode;
      case MapType map ->
          node instanceof MapNode entries
              && !entries.has(BlockBinder.TARGET)
              && BlockBinder.misspelledTarget(entries).isEmpty();
      case InstanceType instance -> node instanceof MapNode;
      case FactoryType factory -> node instanceof MapNode;
      case UnionType union ->
          union.alternatives().stream().anyMatch(alternative -> fits(node, alternative));
      case ValueType.AnyType any -> true;
      case IntType whole -> isScalar(node, ScalarValue.Int.class);
      case FloatType number ->
          isScalar(node, ScalarValue.Int.class) || isScalar(node, ScalarValue.Float.class);
      case BoolType bool -> isScalar(node, ScalarValue.Bool.class);
      case ChoiceType choice ->
          node instanceof ScalarNode && !isScalar(node, ScalarValue.Bool.class);
      case ValueType.TextType text -> isScalar(node, ScalarValue.Text.class);
      case ValueType.PathType path -> isScalar(node, ScalarValue.Text.class);
      case ValueType.KeyType key -> isScalar(node, ScalarValue.Text.class);
      case ValueType.PatternType pattern -> isScalar(node, ScalarValue.Text.class);
    };
  }

  private static boolean isScalar(ConfigNode node, Class<? extends ScalarValue> kind) {
    return node instanceof ScalarNode scalar && kind.isInstance(scalar.value());
  }
}
