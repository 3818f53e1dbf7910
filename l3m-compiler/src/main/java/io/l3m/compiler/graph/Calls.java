// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.shape.Mismatch;
import io.l3m.compiler.shape.Shape;
import io.l3m.compiler.shape.ShapeSolver;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What plain modules and transforms make of values. */
final class Calls {

  private final Evaluator evaluator;
  private final Listener listener;

  Calls(Evaluator evaluator, Listener listener) {
    this.evaluator = evaluator;
    this.listener = listener;
  }

  /** Hears of values that do not fit. */
  interface Listener {
    void mismatch(BoundBlock block, Port argument, Shape value, Mismatch mismatch);
  }

  /** The result of a block on some values; unknown where they do not fit. */
  Shape call(BoundBlock block, List<Shape> values) {
    if (isFaulty(block)) {
      return new Shape.Unknown(); // reported where it was bound
    }
    Optional<BlockSchema.Container> container = block.schema().container();
    if (container.isPresent() && !values.isEmpty()) {
      return run(block, container.get(), values);
    }
    Optional<BlockSchema.Call> signature = block.schema().call();
    if (signature.isEmpty()) {
      return new Shape.Unknown();
    }
    ShapeSolver solver = new ShapeSolver(new BlockSizes(block, evaluator, this));
    List<Port> arguments = signature.get().arguments();
    boolean fits = true;
    for (int i = 0; i < Math.min(arguments.size(), values.size()); i++) {
      Port argument = arguments.get(i);
      Optional<Mismatch> mismatch =
          solver.accept(Ports.name(argument), argument.type(), values.get(i));
      if (mismatch.isPresent()) {
        listener.mismatch(block, argument, values.get(i), mismatch.get());
        fits = false;
      }
    }
    return fits ? solver.result(signature.get().result()) : new Shape.Unknown();
  }

  private boolean isFaulty(BoundBlock block) {
    return block.schema().constraints().stream()
        .filter(constraint -> constraint.severity() == Severity.ERROR)
        .filter(constraint ->
            constraint.when().map(when -> evaluator.holds(when, block, Map.of())).orElse(true))
        .anyMatch(constraint -> evaluator.fails(constraint.condition(), block, Map.of()));
  }

  private Shape run(BoundBlock block, BlockSchema.Container container, List<Shape> values) {
    return switch (container) {
      case BlockSchema.Container.Chain(String parameter) ->
          evaluator.parameter(block, parameter) instanceof Value.Many(List<Argument> items)
              ? chain(items, values.getFirst())
              : new Shape.Unknown();
      case BlockSchema.Container.Nothing nothing -> values.getFirst();
      case BlockSchema.Container.Apply(String parameter) ->
          Values.block(evaluator.parameter(block, parameter))
              .map(inner -> call(inner, values))
              .orElseGet(Shape.Unknown::new);
      case BlockSchema.Container.Series series -> new Shape.Unknown();
      case BlockSchema.Container.Each each -> new Shape.Unknown();
      case BlockSchema.Container.WeightedSum sum -> new Shape.Unknown();
    };
  }

  /** Each block on the result of the one before. */
  Shape chain(List<Argument> blocks, Shape input) {
    Shape value = input;
    for (Argument item : blocks) {
      value =
          item.value() instanceof Value.Block(BoundBlock block)
              ? call(block, List.of(value))
              : new Shape.Unknown();
    }
    return value;
  }
}
