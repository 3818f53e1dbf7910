// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.source.Span;
import java.util.Optional;

/** A batch is split into equal parts, one for each step of gradient accumulation. */
final class AccumulationCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<Argument> steps = context.written("optim", "gradient_accumulation_steps");
    Optional<Long> parts = steps.flatMap(argument -> Values.whole(argument.value()));
    Optional<BoundBlock> loader =
        context.experiment().train().flatMap(Experiment.DataSource::loader);
    Optional<Long> batch = loader.flatMap(block -> context.whole(block, "batch_size"));
    if (steps.isEmpty() || parts.isEmpty() || batch.isEmpty() || parts.get() < 1) {
      return;
    }
    if (batch.get() % parts.get() != 0) {
      Span size = loader.get().originOf("batch_size").span();
      Span cut = steps.get().origin().span();
      boolean resized = isOverride(size) && !isOverride(cut); // alone, the file is right
      problems
          .report(Code.BATCH_INDIVISIBLE, resized ? size : cut, batch.get(), parts.get())
          .label(
              resized ? cut : size,
              resized
                  ? "it is cut into " + parts.get() + " parts"
                  : "a batch has " + batch.get() + " samples")
          .hint("use a divisor of " + batch.get() + ": " + Divisors.of(batch.get()));
    }
  }

  private static boolean isOverride(Span place) {
    return place.file().overrideIndex().isPresent();
  }
}
