// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.graph.Causes.Cause;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.schema.PortType.DimSpec;
import io.l3m.compiler.shape.Dims;
import io.l3m.compiler.shape.Shape;
import io.l3m.compiler.source.Span;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Remembers how each value of the data dict was made, to say what gives it a size. */
final class Traces {

  private static final int DEEPEST = 64;

  private final IdentityHashMap<Item, Trace> traces = new IdentityHashMap<>();
  private final Evaluator evaluator;
  private final Causes causes;

  Traces(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.causes = new Causes(evaluator);
  }

  Causes causes() {
    return causes;
  }

  /** A port and the value that it got. */
  record Given(Port port, Item item) {}

  /**
   * How a value was made.
   *
   * @param stacked the leading axes that were added behind the type: 1 for samples in a batch
   */
  private record Trace(BoundBlock block, PortType type, List<Given> given, int stacked) {

    boolean isSample() {
      return stacked > 0 && block.schema().roles().contains("dataset");
    }
  }

  void remember(Item item, BoundBlock block, PortType type, List<Given> given) {
    traces.put(item, new Trace(block, type, List.copyOf(given), 0));
  }

  /** As {@link #remember}, for a sample that was stacked into a batch. */
  void rememberSample(Item item, BoundBlock block, PortType type) {
    traces.put(item, new Trace(block, type, List.of(), 1));
  }

  /** Whether the config chooses the key of a value, rather than the block that makes it. */
  boolean isNamedInConfig(Item item) {
    Trace trace = traces.get(item);
    return trace != null && !item.origin().equals(trace.block().origin()) && !trace.isSample();
  }

  /** The block that made a value. */
  Optional<BoundBlock> maker(Item item) {
    return Optional.ofNullable(traces.get(item)).map(Trace::block);
  }

  /**
   * What gives a size.
   *
   * @param text with names, values and places
   * @param parts the parameters that it is made of; none where it is not known
   * @param behind the parameters of the blocks before, whose sizes it is computed from
   * @param span where it shows
   */
  record SizeSource(String text, List<Cause> parts, List<Cause> behind, Span span) {

    SizeSource(String text, List<Cause> parts, Span span) {
      this(text, parts, List.of(), span);
    }

    SizeSource with(List<Cause> others) {
      return new SizeSource(text, parts, others, span);
    }

    Stream<Cause> all() {
      return Stream.concat(parts.stream(), behind.stream());
    }
  }

  /** A block and the port by which it made a value. */
  record Made(BoundBlock block, Port port) {}

  /** The block that gave a value its axes: the nearest one that does not pass them on. */
  Optional<Made> shapedBy(Item item) {
    Item current = item;
    for (int depth = 0; depth < DEEPEST; depth++) {
      Trace trace = traces.get(current);
      if (trace == null || trace.stacked() > 0) {
        return Optional.empty();
      }
      Optional<Given> passed =
          trace.given().stream().filter(given -> passes(given, trace.type())).findFirst();
      if (passed.isEmpty()) {
        return trace.block().schema().writes().stream()
            .filter(port -> port.type().equals(trace.type()))
            .findFirst()
            .map(port -> new Made(trace.block(), port));
      }
      current = passed.get().item();
    }
    return Optional.empty();
  }

  /** Whether a block leaves the number of axes of an input as it is. */
  private static boolean passes(Given given, PortType type) {
    return switch (type) {
      case PortType.SameAs same -> Ports.name(given.port()).equals(same.name());
      case PortType.TensorType tensor ->
          tensor.dims().contains(new DimSpec.Rest())
              && given.port().type() instanceof PortType.TensorType input
              && input.dims().contains(new DimSpec.Rest());
      default -> false;
    };
  }

  /** What gives a value its size along an axis. */
  SizeSource of(Item item, int axis) {
    return find(item, axis, 0).orElseGet(() -> fallback(item, axis));
  }

  private SizeSource fallback(Item item, int axis) {
    String size =
        item.shape() instanceof Shape.TensorShape tensor && axis < tensor.dims().size()
            ? Dims.show(tensor.dims().get(axis))
            : "?";
    String maker = maker(item).map(block -> " by " + name(block)).orElse("");
    String text = "`" + item.key() + "` is made " + size + " long" + maker;
    return new SizeSource(
        text + " (" + place(item.origin().span()) + ")", List.of(), item.origin().span());
  }

  private Optional<SizeSource> find(Item item, int axis, int depth) {
    Trace trace = traces.get(item);
    return trace == null || depth > DEEPEST
        ? Optional.empty()
        : inType(trace, trace.type(), item, axis, depth);
  }

  private Optional<SizeSource> inType(Trace trace, PortType type, Item item, int axis, int depth) {
    return switch (type) {
      case PortType.TensorType tensor ->
          spec(tensor, rank(item) - trace.stacked(), axis - trace.stacked())
              .flatMap(spec -> inSpec(trace, spec, item, axis, depth));
      case PortType.AnyOf any -> inType(trace, any.alternatives().getFirst(), item, axis, depth);
      case PortType.SameAs same ->
          trace.given().stream()
              .filter(given -> Ports.name(given.port()).equals(same.name()))
              .findFirst()
              .flatMap(given -> find(given.item(), axis, depth + 1));
      case PortType.Through(String parameter, PortType input) ->
          through(trace, parameter, item, axis)
              .or(() -> inType(trace, input, item, axis, depth + 1));
      case PortType.TensorList list -> Optional.empty();
      case PortType.Opaque opaque -> Optional.empty();
    };
  }

  private static int rank(Item item) {
    return item.shape() instanceof Shape.TensorShape tensor ? tensor.dims().size() : 0;
  }

  /** What a type says about an axis, counted behind {@code ...} from the end. */
  static Optional<DimSpec> spec(PortType.TensorType type, int rank, int axis) {
    List<DimSpec> specs = type.dims();
    int leading = specs.indexOf(new DimSpec.Rest());
    int index =
        leading < 0 || axis < leading ? axis : Math.max(leading, axis - (rank - specs.size()));
    return index >= 0 && index < specs.size() ? Optional.of(specs.get(index)) : Optional.empty();
  }

  private Optional<SizeSource> inSpec(Trace trace, DimSpec spec, Item item, int axis, int depth) {
    if (spec instanceof DimSpec.Size(Expr value)) {
      List<Cause> behind = behind(trace, value, depth);
      Optional<SizeSource> own =
          ofExpression(value, trace.block())
              .or(() ->
                  behind.isEmpty()
                      ? Optional.empty()
                      : Optional.of(fallback(item, axis + trace.stacked())));
      return own.map(source -> source.with(behind)).or(() -> boundBy(trace, value, depth));
    }
    if (spec instanceof DimSpec.Rest rest) {
      return trace.given().stream()
          .filter(given ->
              given.port().type() instanceof PortType.TensorType type && type.dims().contains(rest))
          .findFirst()
          .flatMap(given -> find(given.item(), axis, depth + 1));
    }
    return Optional.empty();
  }

  /** The parameters behind the free names that a size is computed from. */
  private List<Cause> behind(Trace trace, Expr size, int depth) {
    return size instanceof Expr.Name
        ? List.of()
        : Exprs.free(size, trace.block().schema())
            .distinct()
            .flatMap(name -> boundBy(trace, new Expr.Name(name), depth).stream())
            .flatMap(SizeSource::all)
            .distinct()
            .toList();
  }

  /** The input that bound a free name. */
  private Optional<SizeSource> boundBy(Trace trace, Expr free, int depth) {
    for (Given given : trace.given()) {
      if (given.port().type() instanceof PortType.TensorType type) {
        int index = type.dims().indexOf(new DimSpec.Size(free));
        int axis =
            type.dims().contains(new DimSpec.Rest())
                ? index + rank(given.item()) - type.dims().size()
                : index;
        if (index >= 0) {
          return find(given.item(), axis, depth + 1)
              .or(() -> Optional.of(fallback(given.item(), axis)));
        }
      }
    }
    return Optional.empty();
  }

  /** The parameters that make a size of a block, in words; empty where there are none. */
  Optional<SizeSource> ofExpression(Expr expression, BoundBlock block) {
    List<Cause> parts = List.copyOf(causes.of(expression, block).values());
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Cause main =
        parts.stream()
            .filter(part -> part.place().isPresent())
            .findFirst()
            .orElse(parts.getFirst());
    String made =
        "`" + Exprs.show(expression) + "` = " + Values.show(evaluator.evaluate(expression, block));
    String all = causes.show(expression, block);
    boolean single =
        parts.size() == 1
            && expression instanceof Expr.Name(String name)
            && name.equals(main.parameter());
    String text = single ? main.show() : made + " from " + all;
    return Optional.of(new SizeSource(text + " of " + name(main.block()), parts, main.source()));
  }

  /** The size that a plain module or the last fitting block of a chain gives. */
  private Optional<SizeSource> through(Trace trace, String parameter, Item item, int axis) {
    int inner = axis - trace.stacked();
    return inner < 0
        ? Optional.empty()
        : Values.block(evaluator.parameter(trace.block(), parameter))
            .flatMap(block -> result(block, rank(item) - trace.stacked(), inner));
  }

  private Optional<SizeSource> result(BoundBlock block, int rank, int axis) {
    if (block.schema().container().orElse(new BlockSchema.Container.Nothing())
        instanceof BlockSchema.Container.Chain(String parameter)) {
      List<Argument> items = Values.items(evaluator.parameter(block, parameter)).reversed();
      return items.stream()
          .flatMap(part -> Values.block(part.value()).stream())
          .flatMap(part -> result(part, rank, axis).stream())
          .findFirst();
    }
    return block
        .schema()
        .call()
        .map(BlockSchema.Call::result)
        .filter(PortType.TensorType.class::isInstance)
        .flatMap(type -> spec((PortType.TensorType) type, rank, axis))
        .flatMap(spec ->
            spec instanceof DimSpec.Size(Expr value)
                ? ofExpression(value, block)
                : Optional.empty());
  }

  static String name(BoundBlock block) {
    return "`" + block.schema().simpleName() + "`";
  }

  static String place(Span span) {
    return span.file().name() + ":" + span.line();
  }
}
