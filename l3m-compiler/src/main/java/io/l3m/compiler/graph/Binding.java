// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the parts of the binder share: the catalogue, the sink, and what was reported already. */
final class Binding {

  private final BlockCatalog catalog;
  private final Problems problems;
  private final Optional<SourceFile> defaults;
  private final Set<Span> faultyValues;
  private final Evaluator evaluator;
  private final ValueBinder values;
  private final BlockBinder blocks;

  Binding(BlockCatalog catalog, Problems problems, Optional<SourceFile> defaults) {
    this(catalog, problems, defaults, new HashSet<>());
  }

  private Binding(
      BlockCatalog catalog,
      Problems problems,
      Optional<SourceFile> defaults,
      Set<Span> faultyValues) {
    this.catalog = catalog;
    this.problems = problems;
    this.defaults = defaults;
    this.faultyValues = faultyValues;
    this.evaluator = new Evaluator(catalog);
    this.values = new ValueBinder(this);
    this.blocks = new BlockBinder(this);
  }

  /** The same, but reports go nowhere: to see whether something would fit. */
  Binding trial(Problems sink) {
    return new Binding(catalog, sink, defaults, new HashSet<>());
  }

  BlockCatalog catalog() {
    return catalog;
  }

  Problems problems() {
    return problems;
  }

  Optional<SourceFile> defaults() {
    return defaults;
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
    return Slot.mendable(place, otherwise, defaults);
  }

  boolean inDefaults(Span place) {
    return defaults.isPresent() && defaults.get() == place.file();
  }

  @CanIgnoreReturnValue
  Problems.Report report(Code code, Span span, Object... arguments) {
    return problems.report(code, span, arguments);
  }

  /** Whether nothing was reported yet about the value that is written there. */
  boolean isFirst(Origin origin) {
    return faultyValues.add(origin.source());
  }

  /** Reports a value at the place where it is written, once, however many references lead to it. */
  void reportValue(Code code, Origin origin, Slot slot, ValueFault fault) {
    Span source = mendable(origin.source(), mendable(origin.span(), slot.key()));
    if (!faultyValues.add(source)) {
      return;
    }
    Problems.Report report = problems.report(code, source, fault.arguments().toArray());
    fault.hint().ifPresent(report::hint);
    report.suggest(fault.suggestion());
    if (!origin.span().equals(origin.source())) {
      report.label(origin.span(), "used here as " + slot.what());
    }
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
    if (!faultyValues.add(place)) {
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
