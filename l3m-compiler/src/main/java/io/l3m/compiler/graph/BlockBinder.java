// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.ValueType;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From a map with {@code _target_} to a block: which one, in which position, built or not. */
final class BlockBinder {

  static final String TARGET = "_target_";
  static final String PARTIAL = "_partial_";
  static final Set<String> SPECIAL = Set.of(TARGET, PARTIAL, "_args_", "_recursive_", "_convert_");

  private final Binding binding;
  private final TargetNames names;
  private final ParameterBinder parameters;

  BlockBinder(Binding binding) {
    this.binding = binding;
    this.names = new TargetNames(binding.catalog());
    this.parameters = new ParameterBinder(binding);
  }

  /**
   * Binds a node in a position.
   *
   * @param type an instance or factory type
   */
  Optional<BoundBlock> bind(MapNode node, ValueType type, Slot slot) {
    Optional<MapNode.Entry> target = node.entry(TARGET);
    boolean inherited = target.map(entry -> binding.inDefaults(entry.keySpan())).orElse(true);
    if (target.isEmpty()
        || (inherited && (misspelledTarget(node).isPresent() || isForeign(node, target.get())))) {
      reportMissingTarget(node, type, slot);
      return Optional.empty();
    }
    Optional<BlockSchema> schema = schemaOf(node, target.get(), type, slot);
    if (schema.isEmpty() || !fitsRole(schema.get(), target.get(), type, slot)) {
      return Optional.empty();
    }
    Span place = binding.mendable(target.get().value().span(), slot.key());
    boolean partial = isPartial(node, slot);
    checkPartial(node, new Position(type, place, partial), slot);
    Optional<BlockSchema> other = mixedUp(node, schema.get(), type, place);
    return Optional.of(parameters.bind(node, other.orElse(schema.get()), type, slot));
  }

  /** Reports a block whose keys are all those of one other, which is what was meant. */
  private Optional<BlockSchema> mixedUp(
      MapNode node, BlockSchema schema, ValueType type, Span place) {
    List<String> keys = node.keys().stream().filter(key -> !SPECIAL.contains(key)).toList();
    Optional<String> meant = names.takingAll(schema, role(type), keys);
    meant.ifPresent(name ->
        binding
            .report(Code.BLOCK_MIXED_UP, place, schema.simpleName(), TypeNames.quoted(keys))
            .suggest(meant));
    return meant.flatMap(binding.catalog()::find);
  }

  /** Whether keys are given to a target from the defaults that takes none: it was not meant. */
  private boolean isForeign(MapNode node, MapNode.Entry target) {
    boolean takesNone =
        target.value() instanceof ScalarNode text
            && binding
                .catalog()
                .find(text.text())
                .filter(schema -> schema.parameters().isEmpty())
                .isPresent();
    return takesNone && node.keys().stream().anyMatch(key -> !SPECIAL.contains(key));
  }

  /** The alternative that takes a block's role; the first one where none does. */
  ValueType meant(MapNode node, List<ValueType> alternatives) {
    Optional<BlockSchema> schema =
        node.get(TARGET)
            .filter(ScalarNode.class::isInstance)
            .flatMap(target -> binding.catalog().find(((ScalarNode) target).text()));
    List<ValueType> taking =
        alternatives.stream()
            .filter(type -> schema.map(found -> takes(type, found)).orElse(false))
            .toList();
    boolean partial =
        schema.flatMap(BlockBinder::mustBeFactory).orElse(partialFlag(node).orElse(false));
    return taking.stream()
        .filter(type -> type instanceof ValueType.FactoryType == partial)
        .findFirst()
        .or(() -> taking.stream().findFirst())
        .orElse(alternatives.getFirst());
  }

  /**
   * Whether a block that fits both ways is called by the run, or built once; its schema says so.
   */
  private static Optional<Boolean> mustBeFactory(BlockSchema schema) {
    return Exprs.let(schema, "factory")
        .filter(Expr.Literal.class::isInstance)
        .map(value -> ((Expr.Literal) value).value())
        .filter(Boolean.class::isInstance)
        .map(Boolean.class::cast);
  }

  /** The key that was meant as {@code _target_}, where there is one. */
  static Optional<MapNode.Entry> misspelledTarget(MapNode node) {
    return node.entries().stream()
        .filter(entry -> !SPECIAL.contains(entry.key()))
        .filter(entry ->
            NameGuess.slip(SPECIAL, entry.key()).filter(TARGET::equals).isPresent()
                || entry.key().replace("_", "").equalsIgnoreCase("target"))
        .findFirst();
  }

  private void reportMissingTarget(MapNode node, ValueType type, Slot slot) {
    Optional<MapNode.Entry> misspelled = misspelledTarget(node);
    if (misspelled.isPresent()) {
      Span place = misspelled.get().keySpan();
      binding
          .report(Code.TARGET_MISSPELLED, place, misspelled.get().key())
          .suggest(Optional.of(TARGET));
      return;
    }
    if (!binding.isFirst(node.origin())) {
      return; // the same map, reached by another reference
    }
    Problems.Report report =
        binding.report(
            Code.TARGET_MISSING,
            binding.deletionOr(
                slot.path().child(TARGET), binding.mendable(slot.key(), node.span())),
            TypeNames.of(type));
    List<String> examples = names.withRole(role(type));
    if (!examples.isEmpty()) {
      report.hint("add `_target_: …`, for example " + TypeNames.quoted(examples));
    }
  }

  // ---- which block

  private Optional<BlockSchema> schemaOf(
      MapNode node, MapNode.Entry target, ValueType type, Slot slot) {
    return switch (target.value()) {
      case ErrorNode error -> Optional.empty();
      case ReferenceNode reference -> Optional.empty();
      case ScalarNode scalar when scalar.value() instanceof ScalarValue.Text ->
          known(node, scalar, type, slot);
      default -> {
        binding.report(
            Code.TARGET_NOT_TEXT,
            binding.mendable(target.value().span(), slot.key()),
            TypeNames.found(target.value()));
        yield Optional.empty();
      }
    };
  }

  private Optional<BlockSchema> known(MapNode node, ScalarNode target, ValueType type, Slot slot) {
    Optional<BlockSchema> schema = binding.catalog().find(target.text());
    Span place = binding.mendable(target.origin().source(), slot.key());
    if (schema.isEmpty()) {
      List<String> keys = node.keys().stream().filter(key -> !SPECIAL.contains(key)).toList();
      Optional<String> meant = names.meant(target.text(), role(type), keys);
      binding.report(Code.UNKNOWN_TARGET, place, target.text()).suggest(meant);
      // Where the name is only a slip, what is inside can be checked all the same.
      return meant
          .filter(name -> TargetNames.isSlip(name, target.text()))
          .flatMap(binding.catalog()::find)
          .filter(found -> takes(type, found) && found.refused().isEmpty());
    }
    Optional<String> refused = schema.get().refused();
    if (refused.isPresent()) {
      binding.report(
          Code.TARGET_REFUSED,
          binding.mendable(target.span(), slot.key()),
          schema.get().simpleName(),
          refused.get());
      return Optional.empty();
    }
    return schema;
  }

  private boolean fitsRole(BlockSchema schema, MapNode.Entry target, ValueType type, Slot slot) {
    if (takes(type, schema)) {
      return true;
    }
    Problems.Report report =
        binding.report(
            Code.WRONG_ROLE,
            binding.mendable(target.value().span(), slot.key()),
            schema.simpleName(),
            slot.what(),
            TypeNames.of(type));
    List<String> examples = names.withRole(role(type));
    if (!examples.isEmpty()) {
      report.hint("for example " + TypeNames.quoted(examples));
    }
    return false;
  }

  private static boolean takes(ValueType type, BlockSchema schema) {
    return switch (type) {
      case ValueType.InstanceType instance -> hasRole(schema, instance.role());
      case ValueType.FactoryType factory -> hasRole(schema, factory.role());
      case ValueType.UnionType union ->
          union.alternatives().stream().anyMatch(alternative -> takes(alternative, schema));
      default -> false;
    };
  }

  private static boolean hasRole(BlockSchema schema, String role) {
    return role.equals("any") || schema.roles().contains(role) || schema.roles().contains("any");
  }

  private static String role(ValueType type) {
    return switch (type) {
      case ValueType.InstanceType instance -> instance.role();
      case ValueType.FactoryType factory -> factory.role();
      default -> "";
    };
  }

  // ---- built here, or by the owner

  private static Optional<Boolean> partialFlag(MapNode node) {
    return node.get(PARTIAL)
        .filter(ScalarNode.class::isInstance)
        .map(flag -> ((ScalarNode) flag).value())
        .filter(ScalarValue.Bool.class::isInstance)
        .map(flag -> ((ScalarValue.Bool) flag).value());
  }

  private boolean isPartial(MapNode node, Slot slot) {
    node.entry(PARTIAL)
        .filter(entry -> !(entry.value() instanceof ErrorNode))
        .filter(entry -> partialFlag(node).isEmpty())
        .ifPresent(entry ->
            binding.report(
                Code.PARTIAL_NOT_BOOL,
                binding.mendable(entry.value().span(), slot.key()),
                TypeNames.found(entry.value())));
    return partialFlag(node).orElse(false);
  }

  /** The key of an entry, or the override that gave it its value. */
  private static Span placeOf(MapNode.Entry entry) {
    Span value = entry.value().span();
    return value.file().overrideIndex().isPresent() ? value : entry.keySpan();
  }

  /** What a position asks for, and what stands there. */
  private record Position(ValueType type, Span target, boolean partial) {}

  private void checkPartial(MapNode node, Position position, Slot slot) {
    boolean factory = position.type() instanceof ValueType.FactoryType;
    Optional<MapNode.Entry> flag = node.entry(PARTIAL);
    boolean misspelled =
        node.keys().stream()
            .filter(key -> !SPECIAL.contains(key))
            .anyMatch(key -> NameGuess.slip(List.of(PARTIAL), key).isPresent());
    boolean unclear = flag.isPresent() && partialFlag(node).isEmpty();
    if (factory == position.partial() || unclear || misspelled) {
      return;
    }
    if (factory) {
      Span place = flag.map(BlockBinder::placeOf).orElse(position.target());
      binding
          .report(Code.FACTORY_EXPECTED, binding.mendable(place, position.target()), slot.what())
          .hint(flag.isPresent() ? "write `_partial_: true`" : "add the line `_partial_: true`");
      return;
    }
    Span place = flag.map(BlockBinder::placeOf).orElse(position.target());
    Problems.Report report =
        binding.report(
            Code.INSTANCE_EXPECTED, binding.mendable(place, position.target()), slot.what());
    if (binding.inDefaults(place)) {
      report
          .label(place, "`_partial_: true` is inherited from here")
          .hint("add the line `_partial_: false`");
    } else {
      report.hint("remove the line `_partial_: true`");
    }
  }
}
