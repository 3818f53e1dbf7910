// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
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
    boolean there =
        context.value(model.get(), "models") instanceof Value.Named named
            && named.entries().containsKey(TOWER);
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
}
