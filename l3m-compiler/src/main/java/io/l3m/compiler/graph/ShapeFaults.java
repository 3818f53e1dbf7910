// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Traces.Given;
import io.l3m.compiler.graph.Traces.SizeSource;
import io.l3m.compiler.graph.Traces.Weight;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.schema.PortType.DimSpec;
import io.l3m.compiler.shape.Dims;
import io.l3m.compiler.shape.Mismatch;
import io.l3m.compiler.shape.Shape;
import io.l3m.compiler.shape.Shapes;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reports values that do not fit the port that gets them, with both ends. */
final class ShapeFaults implements Calls.Listener {

  private final Problems problems;
  private final Traces traces;
  private final Set<Span> reported = new HashSet<>();
  private Optional<Given> feeding = Optional.empty();
  private Optional<SourceFile> defaults = Optional.empty();

  ShapeFaults(Problems problems, Traces traces) {
    this.problems = problems;
    this.traces = traces;
  }

  /** What stands in the defaults is not the experiment's to mend. */
  void spare(Optional<SourceFile> file) {
    defaults = file;
  }

  /** The value that plain modules get next. */
  void feed(Optional<Given> given) {
    feeding = given;
  }

  @Override
  public void mismatch(BoundBlock block, Port argument, Shape value, Mismatch mismatch) {
    End end = new End(block, argument, block.origin().span(), value);
    switch (mismatch) {
      case Mismatch.Size size ->
          report(
              end,
              Dims.show(size.found()),
              traces.ofExpression(size.specified(), block),
              feeding.map(given -> traces.of(given.item(), size.axis())));
      case Mismatch.Kind kind -> kind(end, kind);
      case Mismatch.Rank rank -> rank(end, rank);
      case Mismatch.Count count -> other(end);
      case Mismatch.Leading leading -> other(end);
    }
  }

  /** A value of the data dict that does not fit. */
  void mismatch(BoundBlock block, Given given, List<Given> before, Mismatch mismatch) {
    Span key = Ports.origin(given.port(), block).span();
    End end = new End(block, given.port(), key, given.item().shape());
    switch (mismatch) {
      case Mismatch.Size size -> {
        SizeSource producer = traces.of(given.item(), size.axis());
        Optional<SizeSource> consumer =
            traces
                .ofExpression(size.specified(), block)
                .or(() -> earlier(before, size.specified()));
        report(end, given.item().key(), consumer, Optional.of(producer));
      }
      case Mismatch.Kind kind -> kind(end, kind);
      case Mismatch.Rank rank -> rank(end, rank);
      case Mismatch.Count count -> other(end);
      case Mismatch.Leading leading -> other(end);
    }
  }

  /** The receiving end. */
  private record End(BoundBlock block, Port port, Span key, Shape value) {

    String name() {
      return block.schema().simpleName();
    }
  }

  /** What gave the size to a free name: the first input that has it. */
  private Optional<SizeSource> earlier(List<Given> before, Expr name) {
    for (Given given : before) {
      if (given.port().type() instanceof PortType.TensorType type
          && given.item().shape() instanceof Shape.TensorShape shape) {
        int index = type.dims().indexOf(new DimSpec.Size(name));
        if (index >= 0) {
          boolean leading = type.dims().contains(new DimSpec.Rest());
          int axis = leading ? index + shape.dims().size() - type.dims().size() : index;
          return Optional.of(traces.of(given.item(), axis));
        }
      }
    }
    return Optional.empty();
  }

  private void report(
      End end, String value, Optional<SizeSource> consumer, Optional<SizeSource> producer) {
    String needed = consumer.map(SizeSource::text).orElse("another size is needed");
    String given = producer.map(SizeSource::text).orElse("it is " + Shapes.show(end.value()));
    Span span = place(end, consumer, producer);
    if (!reported.add(span)) {
      return; // one number in the wrong place breaks many sizes
    }
    Problems.Report report =
        problems.report(Code.SIZES_DISAGREE, span, end.name(), value, given, needed);
    consumer
        .filter(source -> !source.span().equals(span))
        .ifPresent(source -> report.label(source.span(), source.text()));
    producer
        .filter(source -> !source.span().equals(span))
        .ifPresent(source -> report.label(source.span(), source.text()));
    if (!end.key().equals(span)) {
      report.label(end.key(), "they meet here");
    }
  }

  /**
   * Between two ends, the one whose size is a number written in place is more likely the slip than
   * one that is a reference to a shared constant.
   */
  private Span place(End end, Optional<SizeSource> consumer, Optional<SizeSource> producer) {
    return Stream.concat(consumer.stream(), producer.stream())
        .min(Comparator.comparing(this::isInDefaults).thenComparing(SizeSource::weight))
        .filter(source -> source.weight() != Weight.IMPLIED)
        .map(SizeSource::span)
        .orElse(end.key());
  }

  private boolean isInDefaults(SizeSource source) {
    return defaults.isPresent() && defaults.get() == source.span().file();
  }

  private void kind(End end, Mismatch.Kind mismatch) {
    problems.report(
        Code.KINDS_DISAGREE,
        end.key(),
        end.name(),
        Shapes.show(mismatch.expected()),
        Ports.name(end.port()),
        mismatch.found());
  }

  private void rank(End end, Mismatch.Rank mismatch) {
    problems.report(
        Code.RANKS_DISAGREE,
        end.key(),
        end.name(),
        Exprs.show(mismatch.expected()),
        Ports.name(end.port()),
        Shapes.show(end.value()));
  }

  private void other(End end) {
    problems.report(
        Code.SHAPES_DISAGREE,
        end.key(),
        end.name(),
        Ports.name(end.port()),
        Shapes.show(end.value()));
  }
}
