// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import java.util.List;
import java.util.Optional;

/** Where processes share a sequence, attention goes round in a ring, causal and without masks. */
final class SharedAttentionCheck implements Check {

  private static final List<String> ATTENTIONS = List.of("attn_target", "self_attn_target");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<SharedSequence> shared =
        SharedSequence.of(context).filter(plan -> !plan.inputs().isEmpty()); // else that is missing
    for (Step step : shared.isPresent() ? context.modelSteps() : List.<Step>of()) {
      for (String name : ATTENTIONS) {
        step.block()
            .argument(name)
            .flatMap(argument -> Values.block(argument.value()))
            .filter(attention -> attention.schema().parameter("is_causal").isPresent())
            .filter(attention -> !isRing(step, attention, context))
            .ifPresent(attention ->
                problems
                    .report(
                        Code.SHARED_ATTENTION,
                        attention.originOf("is_causal").span(),
                        attention.schema().simpleName())
                    .label(shared.get().place(), "processes share a sequence"));
      }
    }
  }

  private static boolean isRing(Step step, BoundBlock attention, CheckContext context) {
    boolean masked = context.value(step.block(), "self_attn_mask_read_key") instanceof Value.Text;
    boolean causal =
        Values.bool(context.value(attention, "is_causal")).orElse(true)
            && !attention.schema().simpleName().endsWith("WithMask");
    return causal && !masked;
  }
}
