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

/** A loss over all patches needs a decoder that fills in those that were dropped. */
final class DroppedPatchesCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      for (Step step : flow.criterion()) {
        Optional<Item> predictions = step.reads().stream().findFirst().flatMap(item -> item);
        if (predictions.isPresent()
            && step.block().schema().parameter("norm_pix_loss").isPresent()) {
          inspect(step.block(), Producers.chain(predictions.get(), flow), context, problems);
        }
      }
    }
  }

  private static void inspect(
      BoundBlock loss, List<Step> makers, CheckContext context, Problems problems) {
    Optional<BoundBlock> dropping =
        makers.stream()
            .map(Step::block)
            .filter(block -> block.schema().parameter("patchifier").isPresent())
            .filter(block -> context.isOn(block, "drop_patches"))
            .findFirst();
    boolean filled = makers.stream().anyMatch(step -> context.isOn(step.block(), "insert_mask"));
    if (dropping.isEmpty() || filled || problems.hasErrorsAt(dropping.get().origin().span())) {
      return;
    }
    Span place =
        makers.stream()
            .map(Step::block)
            .filter(block -> block.schema().parameter("insert_mask").isPresent())
            .findFirst()
            .map(block -> block.originOf("insert_mask").span())
            .orElse(loss.origin().span());
    problems
        .report(
            Code.PATCHES_LOST,
            place,
            loss.schema().simpleName(),
            dropping.get().schema().simpleName())
        .label(dropping.get().originOf("drop_patches").span(), "patches are dropped here")
        .hint("a `SimpleDecoder` with `insert_mask: true` fills them in");
  }
}
