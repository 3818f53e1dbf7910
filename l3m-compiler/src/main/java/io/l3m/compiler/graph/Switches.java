// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Likelihood;
import io.l3m.compiler.diag.Problems.Suspect;
import io.l3m.compiler.graph.Causes.Cause;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.shape.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the switch of a block that decides in which form it takes or makes a value. */
final class Switches {

  private final Evaluator evaluator;
  private final Traces traces;

  Switches(Evaluator evaluator, Traces traces) {
    this.evaluator = evaluator;
    this.traces = traces;
  }

  /** The written switch which, thrown, lets a block take a value that it does not take. */
  List<Suspect> ofReader(BoundBlock block, Port port, Shape value) {
    return value instanceof Shape.TensorShape tensor
        ? find(block, block.schema().reads(), port, type -> takes(type, tensor))
            .map(Switches::suspect)
            .toList()
        : List.of();
  }

  /**
   * The written switch of the block that gave a value its axes which, thrown, gives it another
   * number of them.
   *
   * @param ranks how many it may be
   */
  List<Suspect> ofMaker(Item item, Set<Integer> ranks) {
    return traces.shapedBy(item).stream()
        .flatMap(made ->
            find(
                made.block(),
                made.block().schema().writes(),
                made.port(),
                type -> ranks.contains(rank(type))))
        .map(Switches::suspect)
        .toList();
  }

  private static int rank(PortType type) {
    return type instanceof PortType.TensorType tensor ? tensor.dims().size() : 0;
  }

  private static boolean takes(PortType type, Shape.TensorShape value) {
    return switch (type) {
      case PortType.TensorType tensor -> tensor.kinds().contains(value.kind());
      case PortType.AnyOf any -> any.alternatives().stream().anyMatch(one -> takes(one, value));
      default -> false;
    };
  }

  private Stream<Cause> find(
      BoundBlock block, List<Port> ports, Port used, Predicate<PortType> fits) {
    return ports.stream()
        .filter(port -> port.key().equals(used.key()) && fits.test(port.type()))
        .flatMap(port -> port.when().stream())
        .flatMap(when ->
            traces.causes().of(when, block).values().stream()
                .filter(cause -> cause.place().isPresent())
                .filter(cause -> cause.value() instanceof Value.Bool)
                .filter(cause -> evaluator.holds(when, thrown(block, cause), Map.of())))
        .limit(1);
  }

  /** A block with the switch, of its own or of a block in it, the other way. */
  private static BoundBlock thrown(BoundBlock block, Cause cause) {
    Map<String, Argument> arguments = new LinkedHashMap<>(block.arguments());
    if (block.path().equals(cause.block().path())) {
      boolean on = cause.value().equals(new Value.Bool(true));
      arguments.put(cause.parameter(), new Argument(new Value.Bool(!on), cause.block().origin()));
    } else {
      arguments.replaceAll((name, argument) ->
          argument.value() instanceof Value.Block(BoundBlock inner)
              ? new Argument(new Value.Block(thrown(inner, cause)), argument.origin())
              : argument);
    }
    return new BoundBlock(block.path(), block.schema(), block.partial(), arguments, block.origin());
  }

  private static Suspect suspect(Cause cause) {
    boolean on = cause.value().equals(new Value.Bool(true));
    return new Suspect(
            cause.source(),
            cause.source(),
            cause.span(),
            1,
            Likelihood.NAMED,
            cause.show(),
            Optional.empty(),
            false)
        .withFitting(Optional.of(cause.parameter() + ": " + !on));
  }
}
