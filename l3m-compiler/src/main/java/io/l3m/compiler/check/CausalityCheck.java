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

/** Who learns to predict the next id does not look at it. */
final class CausalityCheck implements Check {

  private static final List<String> ATTENTIONS = List.of("attn_target", "self_attn_target");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      for (Step step : flow.criterion()) {
        Optional<Item> scores = step.reads().stream().findFirst().flatMap(item -> item);
        if (step.block().schema().simpleName().endsWith("LLMCrossEntropyLoss")
            && scores.isPresent()) {
          Producers.chain(scores.get(), flow).stream()
              .filter(found -> found.block().schema().roles().contains("trunk"))
              .findFirst()
              .ifPresent(trunk -> inspect(trunk, context, problems));
        }
      }
    }
  }

  private static void inspect(Step trunk, CheckContext context, Problems problems) {
    boolean masked = context.value(trunk.block(), "self_attn_mask_read_key") instanceof Value.Text;
    for (String name : ATTENTIONS) {
      Optional<BoundBlock> attention =
          trunk
              .block()
              .argument(name)
              .flatMap(argument -> Values.block(argument.value()))
              .filter(block -> block.schema().parameter("is_causal").isPresent());
      if (!masked
          && attention.isPresent()
          && context.value(attention.get(), "is_causal") instanceof Value.Bool(boolean causal)
          && !causal) {
        problems
            .report(
                Code.NOT_CAUSAL,
                attention.get().originOf("is_causal").span(),
                attention.get().schema().simpleName())
            .hint("add `is_causal: true`");
      }
    }
  }
}
