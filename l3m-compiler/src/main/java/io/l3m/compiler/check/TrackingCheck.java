// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Value;
import java.util.Optional;

/** Reports to Weights and Biases need tags; without them the original gives up on reporting. */
final class TrackingCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<Argument> use = context.written("wandb", "use_wandb");
    boolean on = use.isPresent() && use.get().value() instanceof Value.Bool(boolean yes) && yes;
    boolean tagged = context.written("wandb", "tags").isPresent();
    if (on && !tagged) {
      problems.report(Code.TAGS_MISSING, use.get().origin().span()).hint("add `tags: [...]`");
    }
  }
}
