// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.plan.TextTowers;
import java.util.Optional;

/** A metric that embeds the names of classes finds the text tower under its fixed name. */
final class ZeroShotCheck implements Check {

  private static final String TOWER = "text_encoder";

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<BoundBlock> model = context.experiment().model();
    if (model.isEmpty()) {
      return;
    }
    boolean there = isThere(context, model.get());
    for (BoundBlock block : context.experiment().blocks()) {
      boolean needs =
          context.named(block, "needs_text_encoder") instanceof Value.Bool(boolean yes) && yes;
      if (needs && !there) {
        problems
            .report(Code.TOWER_MISSING, block.origin().span(), block.schema().simpleName(), TOWER)
            .label(model.get().origin().span(), "the model");
      }
    }
  }

  /** A tower that reads more than texts, or does not write their vectors, is none. */
  private static boolean isThere(CheckContext context, BoundBlock model) {
    boolean named =
        context.value(model, "models") instanceof Value.Named parts
            && parts.entries().containsKey(TOWER);
    boolean whole = context.parameters().isPresent();
    return named
        && (!whole || context.flows().stream().findFirst().map(TextTowers::isIn).orElse(true));
  }
}
