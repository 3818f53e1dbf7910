// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Values;
import java.util.Optional;

/** The mask of patches that a decoder fills in does not reach attention that bears none. */
final class DecoderMaskCheck implements Check {

  private static final String KEY = "mask";

  @Override
  public void inspect(CheckContext context, Problems problems) {
    context
        .steps()
        .filter(step -> context.isOn(step.block(), "insert_mask"))
        .filter(step ->
            step.reads().stream()
                .flatMap(Optional::stream)
                .anyMatch(item -> item.key().equals(KEY)))
        .flatMap(step -> step.block().argument("attn_target").stream())
        .flatMap(argument -> Values.block(argument.value()).stream())
        .filter(attention -> context.isOn(attention, "mask_exclusive"))
        .forEach(attention ->
            problems
                .report(
                    Code.MASK_OF_PATCHES,
                    attention.origin().span(),
                    attention.schema().simpleName())
                .hint("delete `is_causal`, or use `GenericIdentity`"));
  }
}
