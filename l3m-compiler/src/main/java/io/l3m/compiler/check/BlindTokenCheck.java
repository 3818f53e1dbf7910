// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import java.util.List;
import java.util.Optional;

/**
 * Who takes the first token for all of them needs an attention in which it sees the others: under a
 * causal one it sees itself alone, and what is learnt does not depend on the rest.
 */
final class BlindTokenCheck implements Check {

  private static final List<String> ATTENTIONS = List.of("attn_target", "self_attn_target");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    context.flows().stream()
        .findFirst()
        .ifPresent(flow -> flow.model().forEach(step -> inspect(step, flow, context, problems)));
  }

  private static void inspect(Step step, DataFlow flow, CheckContext context, Problems problems) {
    Optional<Item> tokens = step.reads().stream().findFirst().flatMap(item -> item);
    boolean first =
        step.block().schema().simpleName().equals("ExtractCLS")
            && context.whole(step.block(), "index").equals(Optional.of(0L))
            && context.whole(step.block(), "dim").equals(Optional.of(1L));
    if (first && tokens.isPresent()) {
      Producers.of(tokens.get(), flow)
          .filter(maker -> maker.block().schema().roles().contains("trunk"))
          .flatMap(trunk -> causal(trunk.block(), context))
          .ifPresent(attention ->
              problems
                  .report(
                      Code.FIRST_TOKEN_BLIND,
                      attention.originOf("is_causal").span(),
                      step.block().schema().simpleName(),
                      attention.schema().simpleName())
                  .label(step.block().origin().span(), "the first token is taken here")
                  .hint("take `is_causal` away, or another token"));
    }
  }

  /** The attention of a trunk that lets no token see those behind it. */
  private static Optional<BoundBlock> causal(BoundBlock trunk, CheckContext context) {
    if (context.value(trunk, "self_attn_mask_read_key") instanceof Value.Text) {
      return Optional.empty();
    }
    return ATTENTIONS.stream()
        .flatMap(name -> trunk.argument(name).stream())
        .flatMap(argument -> Values.block(argument.value()).stream())
        .filter(block ->
            block
                .schema()
                .parameter("is_causal")
                .filter(parameter -> parameter.ignored().isEmpty())
                .isPresent())
        .filter(block -> context.isOn(block, "is_causal"))
        .findFirst();
  }
}
