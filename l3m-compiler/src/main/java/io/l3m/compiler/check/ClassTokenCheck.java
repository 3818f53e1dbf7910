// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Value;
import java.util.List;
import java.util.Optional;

/** Who takes the first token for the class token, or leaves it out, needs one to be there. */
final class ClassTokenCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    List<Step> steps = context.modelSteps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Optional<String> use = use(step.block(), context);
      if (use.isPresent()) {
        Optional<Step> source = source(steps, i, context);
        source.ifPresent(found -> report(step.block(), use.get(), found.block(), problems));
      }
    }
  }

  /** What the block does with the first token; empty for one that does not care. */
  private static Optional<String> use(BoundBlock block, CheckContext context) {
    return switch (block.schema().simpleName()) {
      case "ExtractCLS" ->
          isNumber(context.value(block, "index"), 0)
              ? Optional.of("takes the first token")
              : Optional.empty();
      case "GAP" ->
          isNumber(context.value(block, "start"), 1)
              ? Optional.of("leaves the first token out")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean isNumber(Value value, long number) {
    return value instanceof Value.Int(long whole) && whole == number;
  }

  /**
   * The preprocessor without a class token that the tokens come from, through blocks that keep
   * their number.
   */
  private static Optional<Step> source(List<Step> steps, int reader, CheckContext context) {
    Optional<Item> wanted = steps.get(reader).reads().stream().findFirst().flatMap(item -> item);
    for (int i = reader - 1; i >= 0 && wanted.isPresent(); i--) {
      Step step = steps.get(i);
      if (!step.writes().contains(wanted.get())) {
        continue;
      }
      if (step.block().schema().parameter("cls_token").isPresent()) {
        return context.value(step.block(), "cls_token") instanceof Value.Bool(boolean there)
                && !there
            ? Optional.of(step)
            : Optional.empty();
      }
      wanted =
          step.block().schema().roles().contains("trunk")
              ? step.reads().stream().findFirst().flatMap(item -> item)
              : Optional.empty();
    }
    return Optional.empty();
  }

  private static void report(BoundBlock block, String use, BoundBlock source, Problems problems) {
    String name = block.schema().simpleName();
    problems
        .report(
            Code.NO_CLASS_TOKEN,
            block.originOf(name.equals("GAP") ? "start" : "index").span(),
            name,
            use)
        .label(source.originOf("cls_token").span(), "no class token is made here");
  }
}
