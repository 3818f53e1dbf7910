// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import java.util.Optional;

/** Names of models become parts of parameter names, which dots separate. */
final class ModelNameCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock block : context.blocks("InSeriesMetaModels")) {
      if (context.value(block, "models") instanceof Value.Named named) {
        named
            .entries()
            .forEach((name, model) -> {
              if (name.indexOf('.') >= 0 || name.isEmpty()) {
                problems
                    .report(Code.NAME_WITH_DOT, model.origin().span(), name)
                    .suggest(Optional.of(name.replace('.', '_')));
              }
            });
      }
    }
  }
}
