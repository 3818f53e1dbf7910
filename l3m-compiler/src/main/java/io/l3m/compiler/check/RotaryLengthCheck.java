// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Values;
import java.util.Optional;

/** Rotary positions are meant for sequences as long as the ones that come. */
final class RotaryLengthCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      for (Step step : flow.model()) {
        Optional<Long> tokens =
            step.reads().stream()
                .findFirst()
                .flatMap(item -> item)
                .flatMap(item -> Producers.size(item, 1));
        if (tokens.isPresent() && step.block().schema().roles().contains("trunk")) {
          for (Argument argument : step.block().arguments().values()) {
            Values.block(argument.value())
                .ifPresent(inner -> inspect(inner, tokens.get(), context, problems));
          }
        }
      }
    }
  }

  private static void inspect(
      BoundBlock attention, long tokens, CheckContext context, Problems problems) {
    for (Argument argument : attention.arguments().values()) {
      Values.block(argument.value())
          .filter(rope -> rope.schema().roles().contains("rope"))
          .filter(rope -> context.whole(rope, "context_length").orElse(tokens) < tokens)
          .ifPresent(rope ->
              problems.report(
                  Code.ROTARY_TOO_SHORT,
                  rope.originOf("context_length").span(),
                  context.whole(rope, "context_length").orElseThrow(),
                  tokens));
    }
  }
}
