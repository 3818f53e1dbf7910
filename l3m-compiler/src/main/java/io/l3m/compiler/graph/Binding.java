// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.SectionSchema;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the parts of the binder share: the catalogue, the sink, and what was reported already. */
final class Binding {

  private final BlockCatalog catalog;
  private final Problems problems;
  private final AssembledConfig config;
  private final Map<Span, Optional<Problems.Report>> faultyValues;
  private final boolean trial;
  private final Evaluator evaluator;
  private final ValueBinder values;
  private final BlockBinder blocks;

  Binding(BlockCatalog catalog, Problems problems, AssembledConfig config) {
    this(catalog, problems, config, false);
  }

  private Binding(BlockCatalog catalog, Problems problems, AssembledConfig config, boolean trial) {
    this.catalog = catalog;
    this.problems = problems;
    this.config = config;
    this.faultyValues = new HashMap<>();
    this.trial = trial;
    this.evaluator = new Evaluator(catalog);
    this.values = new ValueBinder(this);
    this.blocks = new BlockBinder(this);
  }

  /** The same, but reports go nowhere: to see whether something would fit. */
  Binding trial(Problems sink) {
    return new Binding(catalog, sink, config, true);
  }

  /**
   * What stands under a misspelled name, as the value of the parameter that was meant: what is
   * wrong in it is reported, too. A single word or number is left unknown, and so is what does not
   * fit.
   */
  Argument adopt(ConfigNode node, Parameter meant, Slot slot) {
    return trial || node instanceof ScalarNode || !fits(node, meant, slot)
        ? new Argument(new Value.Unknown(), node.origin())
        : values.bind(node, meant, slot);
  }

  /** Whether a value is of the kind that a parameter takes, whatever is wrong inside it. */
  boolean fits(ConfigNode node, Parameter parameter, Slot slot) {
    Value value = trial(new Problems()).values().bind(node, parameter, slot).value();
    boolean nothing =
        value instanceof Value.Many(List<Argument> items)
            && !items.isEmpty()
            && items.stream().allMatch(item -> item.value() instanceof Value.Unknown);
    return !(value instanceof Value.Unknown) && !nothing;
  }

  /** A map with a name is found by its name. */
  static Origin originOf(MapNode.Entry entry) {
    return entry.value() instanceof MapNode map && map.origin() instanceof Origin.Written
        ? new Origin.Written(entry.keySpan())
        : entry.value().origin();
  }

  BlockCatalog catalog() {
    return catalog;
  }

  Problems problems() {
    return problems;
  }

  Optional<SourceFile> defaults() {
    return config.defaults();
  }

  /** Whether the config has a value at a path. */
  boolean has(ConfigPath path) {
    return config.find(path).isPresent();
  }

  /** The override that took away what should stand at a path, else another place. */
  Span deletionOr(ConfigPath path, Span otherwise) {
    return config.deletions().of(path).orElse(otherwise);
  }

  Evaluator evaluator() {
    return evaluator;
  }

  ValueBinder values() {
    return values;
  }

  BlockBinder blocks() {
    return blocks;
  }

  /** The place, or {@code otherwise} where the place is in the defaults. */
  Span mendable(Span place, Span otherwise) {
    return Slot.mendable(place, otherwise, defaults());
  }

  boolean inDefaults(Span place) {
    return defaults().isPresent() && defaults().get() == place.file();
  }

  /** Notes that the value of a path stands under a name that was reported. */
  void noteMisspelled(ConfigPath path) {
    problems.misspelled(String.join(".", path.names()));
  }

  @CanIgnoreReturnValue
  Problems.Report report(Code code, Span span, Object... arguments) {
    return problems.report(code, span, arguments);
  }

  /** Whether nothing was reported yet about the value that is written there. */
  boolean isFirst(Origin origin) {
    return faultyValues.putIfAbsent(origin.source(), Optional.empty()) == null;
  }

  /**
   * Reports a value at the place where it is written, once, however many references lead to it; by
   * the name that it has there, if it has one.
   */
  void reportValue(Code code, Origin origin, Slot slot, ValueFault fault) {
    Span source = mendable(origin.source(), mendable(origin.span(), slot.key()));
    boolean direct = origin.span().equals(origin.source());
    Optional<Problems.Report> byReference = faultyValues.getOrDefault(source, Optional.empty());
    if (faultyValues.containsKey(source) && (!direct || byReference.isEmpty())) {
      return;
    }
    byReference.ifPresent(problems::withdraw);
    boolean foreign = !direct && isNamed(source);
    Span place = foreign ? mendable(origin.span(), slot.key()) : source;
    Problems.Report report = problems.report(code, place, fault.arguments().toArray());
    faultyValues.put(source, direct ? Optional.empty() : Optional.of(report));
    fault.hint().ifPresent(report::hint);
    report.suggest(fault.suggestion());
    if (foreign) {
      report.label(source, "it leads here");
    } else if (!direct) {
      report.label(origin.span(), "used here as " + slot.what());
    }
  }

  /**
   * Whether a value has a meaning of its own where it is written, so that a reference to it for
   * something else is what is wrong, rather than the value.
   */
  private boolean isNamed(Span source) {
    return source.file().equals(config.experiment())
        && config.root().entries().stream()
            .filter(entry -> !catalog.section(entry.key()).map(SectionSchema::open).orElse(false))
            .map(entry -> entry.value().origin().source())
            .anyMatch(section ->
                section.file().equals(source.file())
                    && section.start() <= source.start()
                    && section.end() >= source.end());
  }

  /**
   * Reports a value of quite another kind: where a reference leads to it, rather the reference is
   * wrong than what it leads to.
   */
  void reportReference(Code code, Origin origin, Slot slot, ValueFault fault) {
    if (!(origin instanceof Origin.Referenced)) {
      reportValue(code, origin, slot, fault);
      return;
    }
    Span place = mendable(origin.span(), slot.key());
    if (faultyValues.putIfAbsent(place, Optional.empty()) != null) {
      return;
    }
    Problems.Report report = problems.report(code, place, fault.arguments().toArray());
    fault.hint().ifPresent(report::hint);
    report.suggest(fault.suggestion()).label(origin.source(), "it leads here");
  }

  /** What is wrong with a value: the arguments of the message, a hint, a suggestion. */
  record ValueFault(List<Object> arguments, Optional<String> hint, Optional<String> suggestion) {

    static ValueFault of(Object... arguments) {
      return new ValueFault(List.of(arguments), Optional.empty(), Optional.empty());
    }

    ValueFault withHint(String text) {
      return new ValueFault(arguments, Optional.of(text), suggestion);
    }

    ValueFault withSuggestion(Optional<String> text) {
      return new ValueFault(arguments, hint, text);
    }
  }

  /**
   * A key as a suggestion: as the file would write it, or with its whole path where the faulty key
   * stands in an override of the command line.
   */
  static String asWritten(String key, ConfigPath owner, Span place) {
    if (place.file().overrideIndex().isEmpty()) {
      return key;
    }
    String argument = place.file().text();
    int end = Math.max(argument.indexOf('=', place.end()), place.end());
    String rest = argument.substring(place.end(), end);
    return owner.child(key) + (rest.startsWith(".") ? rest : "");
  }
}
