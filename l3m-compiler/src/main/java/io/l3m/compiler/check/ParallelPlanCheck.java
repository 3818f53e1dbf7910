// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import java.util.Optional;

/** A sequence or a layer that processes share is cut by a plan. */
final class ParallelPlanCheck implements Check {

  private static final String FSDP = "experiment.fsdp";

  @Override
  public void inspect(CheckContext context, Problems problems) {
    boolean contextPlan = context.experiment().section("experiment.cp_plan").isPresent();
    boolean layerPlan =
        context.written("experiment", "tp_plan").filter(PrecedenceCheck::isSet).isPresent();
    Optional<Argument> sequence = shared(context, "cp_degree");
    Optional<Argument> layers = shared(context, "tp_size");
    sequence.ifPresent(degree -> {
      if (!contextPlan) {
        report(degree, "cp_degree", "experiment.cp_plan", problems);
      }
      context.experiment().blocks().stream()
          .filter(block -> block.schema().parameter("drop_last").isPresent())
          .filter(block -> block.schema().roles().contains("text_preprocessor"))
          .filter(block -> isTrue(context.value(block, "drop_last")))
          .forEach(block -> dropsLast(block, degree, problems));
    });
    layers.ifPresent(size -> {
      if (!layerPlan) {
        report(size, "tp_size", "experiment.tp_plan", problems);
      } else if (isTrue(context.key("experiment", "torch_compile"))) {
        problems.report(Code.COMPILED_PARALLEL, size.origin().span());
      }
    });
  }

  private static Optional<Argument> shared(CheckContext context, String key) {
    return context
        .written(FSDP, key)
        .filter(argument -> Values.whole(argument.value()).orElse(1L) > 1);
  }

  private static boolean isTrue(Value value) {
    return value instanceof Value.Bool(boolean on) && on;
  }

  private static void report(Argument argument, String key, String plan, Problems problems) {
    problems.report(
        Code.PLAN_MISSING, argument.origin().span(), key, Values.show(argument.value()), plan);
  }

  private static void dropsLast(BoundBlock block, Argument degree, Problems problems) {
    problems
        .report(
            Code.SHARED_SEQUENCE_CUT,
            block.originOf("drop_last").span(),
            block.schema().simpleName())
        .label(degree.origin().span(), "processes share a sequence")
        .hint("write `drop_last: false`");
  }
}
