// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;

/** Who turns a text into tokens hears when text is generated, which a list of blocks swallows. */
final class GenerationCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock list : context.blocks("MultiBlock")) {
      for (Argument item : Values.items(context.value(list, "blocks"))) {
        Values.block(item.value())
            .filter(block ->
                block.schema().parameter("inference_read_key").isPresent()
                    || block.schema().parameter("text_preprocessor").isPresent())
            .ifPresent(block ->
                problems
                    .report(
                        Code.GENERATION_UNHEARD, block.origin().span(), block.schema().simpleName())
                    .label(list.origin().span(), "it stands in this list"));
      }
    }
  }
}
