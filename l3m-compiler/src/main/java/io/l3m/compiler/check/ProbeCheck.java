// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A probe search has many heads, and all that works on them knows so. */
final class ProbeCheck implements Check {

  private static final String WRAPPER = "ProbeHparamSearchWrapper";

  @Override
  public void inspect(CheckContext context, Problems problems) {
    if (!context.modelIsKnown()) {
      return;
    }
    List<BoundBlock> wrappers = context.blocks(WRAPPER);
    Optional<Argument> search =
        context.written("optim", "probe_hparam_search").filter(PrecedenceCheck::isSet);
    if (search.isPresent() && wrappers.isEmpty()) {
      problems.report(Code.PROBE_WITHOUT_HEADS, search.get().origin().span());
    }
    for (DataFlow flow : context.flows()) {
      Stream.concat(flow.criterion().stream(), flow.metrics().stream())
          .map(Step::block)
          .filter(block -> readsScores(block))
          .filter(block -> isForManyHeads(block, context) == wrappers.isEmpty())
          .forEach(block -> report(block, wrappers, problems));
    }
  }

  private static boolean readsScores(BoundBlock block) {
    return block.schema().parameter("base_criterion").isPresent()
        || block.schema().parameter("hparam_pattern").isPresent();
  }

  private static boolean isForManyHeads(BoundBlock block, CheckContext context) {
    return context.named(block, "multi_head") instanceof Value.Bool(boolean many) && many;
  }

  private static void report(BoundBlock block, List<BoundBlock> wrappers, Problems problems) {
    String name = block.schema().simpleName();
    boolean metric = block.schema().parameter("hparam_pattern").isPresent();
    if (wrappers.isEmpty()) {
      problems
          .report(
              Code.HEADS_MISSING,
              metric ? block.originOf("hparam_pattern").span() : block.origin().span(),
              name)
          .hint(
              metric
                  ? "remove `hparam_pattern`"
                  : "use `l3m.loss.wrappers.LossWrapper` for one head");
    } else {
      problems
          .report(Code.HEADS_NOT_EXPECTED, block.origin().span(), name)
          .label(wrappers.getFirst().origin().span(), "here one head becomes many")
          .hint(
              metric
                  ? "add `hparam_pattern: HP_.*`"
                  : "use `l3m.loss.wrappers.MultiHeadLossWrapper`");
    }
  }
}
