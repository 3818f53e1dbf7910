// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * Who learns to predict the next id is not given that id at its own place: where scores and ids are
 * of one length the loss shifts nothing, and each place has only to name what it was given.
 */
final class CopiedTargetCheck implements Check {

  private static final int SCORES = 0;
  private static final int TARGET = 1;

  /** What makes the tokens one more or one fewer than the ids, by the block that has it. */
  private static final List<String> SHIFTS = List.of("drop_last", "cls_token");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    boolean shared = SharedSequence.of(context).isPresent(); // then the data have to be shifted
    for (DataFlow flow : context.flows()) {
      for (Step step : flow.criterion()) {
        if (step.block().schema().simpleName().equals("LLMCrossEntropyLoss")) {
          inspect(step, flow, shared, problems);
        }
      }
    }
  }

  private static void inspect(Step loss, DataFlow flow, boolean shared, Problems problems) {
    Optional<Item> scores = loss.reads().get(SCORES);
    Optional<Item> target = loss.reads().get(TARGET);
    Optional<Long> length = scores.flatMap(item -> Producers.size(item, 1));
    if (length.isEmpty() || !length.equals(target.flatMap(item -> Producers.size(item, 1)))) {
      return;
    }
    Optional<BoundBlock> source =
        flow.model().stream()
            .filter(step -> step.reads().contains(target))
            .map(Step::block)
            .filter(block -> block.schema().parameter("vocab_size").isPresent())
            .findFirst();
    Span reads = loss.block().originOf("read_key").span();
    if (shared || source.isEmpty()) {
      problems.report(Code.TARGET_OF_SAME_LENGTH, reads, length.get());
      return;
    }
    problems
        .report(Code.TARGET_COPIED, shift(source.get()), target.get().key(), length.get())
        .label(reads, "the loss shifts nothing where both are of one length")
        .hint(
            "the tokens have to be one fewer than the ids (`drop_last: true`), or one more"
                + " (`cls_token: true` with `shift_target: false`)");
  }

  /** The switch that decides on the number of tokens, else the block itself. */
  private static Span shift(BoundBlock block) {
    return SHIFTS.stream()
        .flatMap(name -> block.argument(name).stream())
        .map(argument -> argument.origin().span())
        .findFirst()
        .orElse(block.origin().span());
  }
}
