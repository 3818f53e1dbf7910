// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.shape.Dim;
import io.l3m.compiler.shape.Shape;
import java.util.List;
import java.util.Optional;

/** Who looks for the end of a text among its tokens needs them all. */
final class TextLengthCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    List<Step> steps = context.modelSteps();
    boolean lostEnd = false;
    for (Step step : steps) {
      if (!step.block().schema().simpleName().equals("ExtractEOS") || step.reads().size() < 2) {
        continue;
      }
      Optional<Long> tokens = step.reads().get(0).flatMap(TextLengthCheck::length);
      Optional<Long> ids = step.reads().get(1).flatMap(TextLengthCheck::length);
      if (tokens.isPresent() && ids.isPresent() && ids.get() > tokens.get()) {
        lostEnd = true;
        BoundBlock cutter = cutter(steps, step).orElse(step.block());
        problems
            .report(
                Code.TEXT_CUT,
                cutter.originOf("context_length").span(),
                ids.get(),
                tokens.get(),
                step.block().schema().simpleName())
            .label(step.block().origin().span(), "the end is looked for here");
      }
    }
    if (!lostEnd) {
      steps.forEach(step -> warn(step, problems));
    }
  }

  /** Texts that are longer than the table of positions lose what is behind. */
  private static void warn(Step step, Problems problems) {
    if (step.block().schema().parameter("context_length").isEmpty()
        || !step.block().schema().roles().contains("text_preprocessor")
        || step.block().schema().parameter("drop_last").isPresent()) {
      return;
    }
    Optional<Long> ids =
        step.reads().stream().findFirst().flatMap(item -> item).flatMap(TextLengthCheck::length);
    Optional<Long> tokens = step.writes().stream().findFirst().flatMap(TextLengthCheck::length);
    if (ids.isPresent() && tokens.isPresent() && ids.get() > tokens.get()) {
      problems.report(
          Code.TEXT_SHORTENED,
          step.block().originOf("context_length").span(),
          ids.get(),
          tokens.get());
    }
  }

  private static Optional<Long> length(Item item) {
    return item.shape() instanceof Shape.TensorShape tensor
            && tensor.dims().size() > 1
            && tensor.dims().get(1) instanceof Dim.Fixed(long size)
        ? Optional.of(size)
        : Optional.empty();
  }

  /** The preprocessor that read the ids. */
  private static Optional<BoundBlock> cutter(List<Step> steps, Step reader) {
    Optional<Item> ids = reader.reads().get(1);
    return steps.stream()
        .filter(step -> step.block().schema().parameter("context_length").isPresent())
        .filter(step -> step.reads().contains(ids))
        .map(Step::block)
        .findFirst();
  }
}
