// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.Problems.Suspect;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.Traces.Given;
import io.l3m.compiler.graph.Traces.SizeSource;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.schema.PortType.DimSpec;
import io.l3m.compiler.shape.Dim;
import io.l3m.compiler.shape.Dims;
import io.l3m.compiler.shape.Mismatch;
import io.l3m.compiler.shape.Shape;
import io.l3m.compiler.shape.Shapes;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports values that do not fit the port that gets them, with both ends. */
final class ShapeFaults implements Calls.Listener {

  private final Problems problems;
  private final Traces traces;
  private final Switches switches;
  private final Set<Span> reported = new HashSet<>();
  private final Set<Item> misshapen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<List<Object>> told = new HashSet<>();
  private List<Given> feeding = List.of();
  private Suspicions suspicions = new Suspicions(List.of(), Optional.empty());

  ShapeFaults(Problems problems, Traces traces, Evaluator evaluator) {
    this.problems = problems;
    this.traces = traces;
    this.switches = new Switches(evaluator, traces);
  }

  /** Where to look for what is wrong. */
  void suspect(Suspicions places) {
    suspicions = places;
  }

  /** The values that plain modules get next. */
  void feed(List<Given> given) {
    feeding = List.copyOf(given);
  }

  @Override
  public void mismatch(BoundBlock block, Port argument, Shape value, Mismatch mismatch) {
    Optional<Item> item = feeding(block, argument).map(Given::item);
    End end = new End(block, argument, block.origin().span(), value, item, Optional.empty());
    switch (mismatch) {
      case Mismatch.Size size ->
          report(
              end,
              size,
              traces.ofExpression(size.specified(), block).or(() -> bound(block, size)),
              feeding(block, argument).map(given -> traces.of(given.item(), size.axis())));
      case Mismatch.Kind kind -> kind(end, kind);
      case Mismatch.Rank rank -> rank(end, rank);
      case Mismatch.Count count -> other(end);
      case Mismatch.Leading leading -> other(end);
    }
  }

  /** Who reads a value of the data dict, and what it has read before. */
  record Reader(BoundBlock block, Given given, List<Given> before) {}

  /**
   * A value of the data dict that does not fit.
   *
   * @param other the key of the one value that would
   */
  void mismatch(Reader reader, Mismatch mismatch, Optional<String> other) {
    BoundBlock block = reader.block();
    Given given = reader.given();
    Span key = Ports.origin(given.port(), block).span();
    End end =
        new End(block, given.port(), key, given.item().shape(), Optional.of(given.item()), other);
    switch (mismatch) {
      case Mismatch.Size size -> {
        SizeSource producer = traces.of(given.item(), size.axis());
        Optional<SizeSource> consumer =
            traces
                .ofExpression(size.specified(), block)
                .or(() -> earlier(reader.before(), size.specified()));
        report(end, size, consumer, Optional.of(producer));
      }
      case Mismatch.Kind kind -> kind(end, kind);
      case Mismatch.Rank rank -> rank(end, rank);
      case Mismatch.Count count -> other(end);
      case Mismatch.Leading leading -> other(end);
    }
  }

  /** The receiving end. */
  private record End(
      BoundBlock block,
      Port port,
      Span key,
      Shape value,
      Optional<Item> item,
      Optional<String> other) {

    String name() {
      return block.schema().simpleName();
    }

    /** What it gets: a data key, or a value of some size. */
    String value(Mismatch.Size size) {
      return item.map(Item::key).orElseGet(() -> Dims.show(size.found()));
    }
  }

  /** The value of the data dict that becomes an argument of a plain module. */
  private Optional<Given> feeding(BoundBlock block, Port argument) {
    List<Port> arguments = arguments(block);
    int index = Math.max(arguments.indexOf(argument), 0);
    return feeding.size() == 1
        ? Optional.of(feeding.getFirst())
        : index < feeding.size() ? Optional.of(feeding.get(index)) : Optional.empty();
  }

  private static List<Port> arguments(BoundBlock block) {
    return block.schema().call().map(BlockSchema.Call::arguments).orElse(List.of());
  }

  /** What gave a free size to a plain module: an argument before. */
  private Optional<SizeSource> bound(BoundBlock block, Mismatch.Size size) {
    List<Port> arguments = arguments(block);
    List<Given> before = new ArrayList<>();
    for (int i = 0; i < Math.min(arguments.size(), feeding.size()); i++) {
      before.add(new Given(arguments.get(i), feeding.get(i).item()));
    }
    return earlier(before, size.specified());
  }

  /** What gave the size to a free name: the first input that has it and is known. */
  private Optional<SizeSource> earlier(List<Given> before, Expr name) {
    for (Given given : before) {
      if (given.port().type() instanceof PortType.TensorType type
          && given.item().shape() instanceof Shape.TensorShape shape) {
        int index = type.dims().indexOf(new DimSpec.Size(name));
        if (index >= 0) {
          boolean leading = type.dims().contains(new DimSpec.Rest());
          int axis = leading ? index + shape.dims().size() - type.dims().size() : index;
          if (axis < shape.dims().size() && shape.dims().get(axis) instanceof Dim.Fixed) {
            return Optional.of(traces.of(given.item(), axis));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The places that give a free name its size. */
  List<Suspect> givers(List<Given> given, Expr name) {
    return earlier(given, name).map(suspicions::ofOne).orElse(List.of());
  }

  /** Whether a default is probably not what was wanted. */
  boolean isForgotten(Causes.Cause cause) {
    return suspicions.isForgotten(cause);
  }

  private void report(
      End end, Mismatch.Size size, Optional<SizeSource> consumer, Optional<SizeSource> producer) {
    String needed = consumer.map(SizeSource::text).orElse("another size is needed");
    String given = producer.map(SizeSource::text).orElse("it is " + Shapes.show(end.value()));
    List<Suspect> suspects = suspicions.of(consumer, producer, size);
    if (suspects.isEmpty() && !reported.add(end.key())) {
      return;
    }
    Problems.Report report =
        problems
            .report(
                size.works() ? Code.SIZE_UNFORESEEN : Code.SIZES_DISAGREE,
                end.key(),
                end.name(),
                end.value(size),
                given,
                needed)
            .suspect(suspects);
    Stream.concat(consumer.stream(), producer.stream())
        .filter(source -> !source.span().equals(end.key()))
        .forEach(source -> report.label(source.span(), source.text()));
    report.label(end.key(), "they meet here");
  }

  private void kind(End end, Mismatch.Kind mismatch) {
    if (isFirst(end)) {
      Problems.Report report =
          problems.report(
              Code.KINDS_DISAGREE,
              end.key(),
              end.name(),
              Shapes.show(mismatch.expected()),
              Ports.name(end.port()),
              mismatch.found());
      report.suspect(switches.ofReader(end.block(), end.port(), end.value()));
      explain(report, end);
    }
  }

  private void rank(End end, Mismatch.Rank mismatch) {
    if (isFirst(end)) {
      Problems.Report report =
          problems.report(
              Code.RANKS_DISAGREE,
              end.key(),
              end.name(),
              Exprs.show(mismatch.expected()),
              Ports.name(end.port()),
              Shapes.show(end.value()));
      report.suspect(makers(end));
      explain(report, end);
    }
  }

  private void other(End end) {
    if (isFirst(end)) {
      Problems.Report report =
          problems.report(
              Code.SHAPES_DISAGREE,
              end.key(),
              end.name(),
              Ports.name(end.port()),
              Shapes.show(end.value()));
      report.suspect(makers(end));
      explain(report, end);
    }
  }

  /** The switches that gave one of what is compared other axes than the others have. */
  private List<Suspect> makers(End end) {
    List<Item> items =
        Stream.concat(end.item().stream(), feeding.stream().map(Given::item)).distinct().toList();
    Set<Integer> ranks = new HashSet<>();
    items.forEach(item -> {
      if (item.shape() instanceof Shape.TensorShape tensor) {
        ranks.add(tensor.dims().size());
      }
    });
    return items.stream()
        .flatMap(item -> switches.ofMaker(item, ranks).stream())
        .distinct()
        .toList();
  }

  /** What else is compared, and who made it. */
  private void explain(Problems.Report report, End end) {
    report.suggest(end.other());
    if (feeding.size() > 1) {
      report.hint(
          feeding.stream()
              .map(given -> "`" + given.item().key() + "` is " + Shapes.show(given.item().shape()))
              .collect(Collectors.joining(", ")));
    }
    Stream.concat(end.item().stream(), feeding.stream().map(Given::item))
        .filter(item -> !item.origin().span().equals(end.key()))
        .forEach(
            item -> report.label(item.origin().span(), "`" + item.key() + "` comes from here"));
  }

  /** Whether nothing was said yet of a value that is of the wrong form, or of what it meets. */
  private boolean isFirst(End end) {
    List<Item> items = new ArrayList<>(feeding.stream().map(Given::item).toList());
    end.item().ifPresent(items::add);
    boolean first = items.stream().noneMatch(misshapen::contains);
    misshapen.addAll(items);
    // Samples of training and of validation say the same.
    return first && told.add(List.of(end.key(), end.block().path()));
  }
}
