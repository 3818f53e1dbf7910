// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Values;
import java.util.Optional;

/** Positions that come with the data reach the attention that turns by them. */
final class PositionsCheck implements Check {

  private static final String KEY = "position_ids";

  @Override
  public void inspect(CheckContext context, Problems problems) {
    context
        .steps()
        .filter(step ->
            step.reads().stream()
                .flatMap(Optional::stream)
                .anyMatch(item -> item.key().equals(KEY)))
        .flatMap(step -> step.block().argument("attn_target").stream())
        .flatMap(argument -> Values.block(argument.value()).stream())
        .filter(attention -> context.isOn(attention, "own_positions"))
        .forEach(attention ->
            problems.report(
                Code.POSITIONS_IGNORED,
                attention.originOf("rope_pos_embed").span(),
                attention.schema().simpleName()));
  }
}
