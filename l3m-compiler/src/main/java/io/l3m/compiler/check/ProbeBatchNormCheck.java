// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import java.util.Optional;

/** The heads of a probe search are built with or without batch norm, so they must be able to. */
final class ProbeBatchNormCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock wrapper : context.blocks("ProbeHparamSearchWrapper")) {
      Optional<BoundBlock> head =
          wrapper.argument("head").flatMap(argument -> Values.block(argument.value()));
      if (head.isPresent() && !canHave(head.get(), wrapper, context)) {
        problems
            .report(
                Code.PROBE_WITHOUT_BATCH_NORM,
                wrapper.originOf("batchnorm_grid").span(),
                head.get().schema().simpleName())
            .label(head.get().origin().span(), "the head");
      }
    }
  }

  private static boolean canHave(BoundBlock head, BoundBlock wrapper, CheckContext context) {
    boolean refuses =
        Values.bool(context.named(head, "takes_batchnorm")).map(takes -> !takes).orElse(false);
    boolean asked =
        Values.items(context.value(wrapper, "batchnorm_grid")).stream()
            .anyMatch(item -> Values.bool(item.value()).orElse(false));
    return head.schema().parameter("use_batchnorm").isPresent() && !(refuses && asked);
  }
}
