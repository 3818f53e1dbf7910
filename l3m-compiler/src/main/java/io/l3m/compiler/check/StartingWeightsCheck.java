// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.Span;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A block that nothing initialises can only be used with weights from a checkpoint. It asks the
 * blocks as their owners build them, since an owner may switch the part off that has no start.
 */
final class StartingWeightsCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    if (context.parameters().isEmpty()
        || !(context.key("model", "checkpoint") instanceof Value.Null)) {
      return;
    }
    Set<Span> seen = new HashSet<>();
    for (ParameterTable.Row row : context.parameters().get().rows()) {
      BoundBlock block = row.owner();
      boolean needed =
          context.named(block, "needs_checkpoint") instanceof Value.Bool(boolean needs) && needs;
      if (needed && seen.add(block.origin().span())) {
        problems
            .report(
                Code.NOTHING_INITIALISES,
                cause(block, context).orElse(block.origin()).span(),
                block.schema().simpleName())
            .hint("give `model.checkpoint`, or use another block");
      }
    }
  }

  /** The switch that asks for what has no start. */
  private static Optional<Origin> cause(BoundBlock block, CheckContext context) {
    for (Map.Entry<String, Argument> entry : block.arguments().entrySet()) {
      if (entry.getValue().value() instanceof Value.Bool(boolean on)) {
        Map<String, Argument> arguments = new LinkedHashMap<>(block.arguments());
        arguments.put(entry.getKey(), new Argument(new Value.Bool(!on), entry.getValue().origin()));
        BoundBlock thrown =
            new BoundBlock(
                block.path(), block.schema(), block.partial(), arguments, block.origin());
        if (!context.isOn(thrown, "needs_checkpoint")) {
          return Optional.of(
              passed(block, entry.getKey(), context).orElse(entry.getValue()).origin());
        }
      }
    }
    return Optional.empty();
  }

  /** What the owner of a factory was given under the name, which it hands down. */
  private static Optional<Argument> passed(BoundBlock block, String name, CheckContext context) {
    return context.experiment().blocks().stream()
        .filter(owner -> block.path().parent().equals(Optional.of(owner.path())))
        .flatMap(owner -> owner.argument(name).stream())
        .findFirst();
  }
}
