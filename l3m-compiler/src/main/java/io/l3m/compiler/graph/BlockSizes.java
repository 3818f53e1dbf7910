// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.shape.Dim;
import io.l3m.compiler.shape.Shape;
import io.l3m.compiler.shape.ShapeSolver;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the parameters of a bound block tell about sizes. */
final class BlockSizes implements ShapeSolver.Parameters {

  private final BoundBlock block;
  private final Evaluator evaluator;
  private final Calls calls;

  BlockSizes(BoundBlock block, Evaluator evaluator, Calls calls) {
    this.block = block;
    this.evaluator = evaluator;
    this.calls = calls;
  }

  @Override
  public Dim size(Expr expression, Map<String, Long> free) {
    Map<String, Value> values =
        free.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Value.Int(entry.getValue())));
    return switch (evaluator.evaluate(expression, block, values)) {
      case Value.Int(long size) -> new Dim.Fixed(size);
      case Value.Bool(boolean truth) -> new Dim.Fixed(truth ? 1 : 0);
      case Value.Real(double real) when real == Math.rint(real) && Math.abs(real) < 1e15 ->
          new Dim.Fixed((long) real);
      default -> new Dim.Unknown();
    };
  }

  @Override
  public boolean isFree(String name) {
    return Exprs.isFree(block.schema(), name);
  }

  @Override
  public Shape through(String parameter, Shape input) {
    return switch (evaluator.parameter(block, parameter)) {
      case Value.Null none -> input;
      case Value.Block(BoundBlock inner) -> calls.call(inner, List.of(input));
      case Value.Many(List<Argument> items) -> calls.chain(items, input);
      default -> new Shape.Unknown();
    };
  }
}
