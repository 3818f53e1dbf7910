// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Step;
import java.util.Optional;

/** A loss that averages over masked patches needs some to be masked. */
final class EmptyMaskCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      boolean training = context.training().filter(flow::equals).isPresent();
      for (Step step : flow.criterion()) {
        for (BoundBlock generator : context.experiment().blocks()) {
          Optional<String> cause = cause(generator, context);
          if (cause.isPresent() && reads(step, generator)) {
            problems
                .report(
                    training ? Code.MASK_ALWAYS_EMPTY : Code.MASK_EMPTY,
                    generator.originOf(cause.get()).span(),
                    step.block().schema().simpleName())
                .label(step.block().origin().span(), "the loss");
          }
        }
      }
    }
  }

  /** The parameter by which a generator masks nothing. */
  private static Optional<String> cause(BoundBlock generator, CheckContext context) {
    if (context.isOn(generator, "force_full_attn")) {
      return Optional.of("force_full_attn");
    }
    Optional<Long> masked = context.wholeNamed(generator, "masked");
    return masked.isPresent() && masked.get() == 0
        ? Optional.of("masking_ratio")
        : Optional.empty();
  }

  private static boolean reads(Step step, BoundBlock generator) {
    return step.reads().stream()
        .flatMap(Optional::stream)
        .anyMatch(
            item -> item.version() == 0 && item.origin().equals(generator.originOf("write_key")));
  }
}
