// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import java.util.List;
import java.util.Optional;

/** Who fills in the patches that a mask names needs them to be dropped before. */
final class KeptPatchesCheck implements Check {

  private static final String MASK = "mask";

  @Override
  public void inspect(CheckContext context, Problems problems) {
    context
        .training()
        .ifPresent(flow -> flow.model().forEach(step -> inspect(step, flow, context, problems)));
  }

  private static void inspect(Step step, DataFlow flow, CheckContext context, Problems problems) {
    boolean masked =
        step.reads().stream().flatMap(Optional::stream).anyMatch(item -> item.key().equals(MASK));
    Optional<Item> tokens = step.reads().stream().findFirst().flatMap(item -> item);
    if (!context.isOn(step.block(), "insert_mask") || !masked || tokens.isEmpty()) {
      return;
    }
    List<BoundBlock> makers =
        Producers.chain(tokens.get(), flow).stream().map(Step::block).toList();
    Optional<BoundBlock> keeping =
        makers.stream()
            .filter(block -> block.schema().parameter("drop_patches").isPresent())
            .findFirst();
    if (keeping.isPresent() && !context.isOn(keeping.get(), "drop_patches")) {
      String name = keeping.get().schema().simpleName();
      problems
          .report(
              Code.PATCHES_KEPT,
              keeping.get().originOf("drop_patches").span(),
              step.block().schema().simpleName(),
              name)
          .label(step.block().originOf("insert_mask").span(), "patches are filled in here")
          .hint("write `drop_patches: true`, or take `insert_mask` away");
    }
  }
}
