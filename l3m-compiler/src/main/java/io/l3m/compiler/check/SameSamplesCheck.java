// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.graph.Value;
import java.util.List;
import java.util.Optional;

/** Samples that a model has learned by heart say nothing about it. */
final class SameSamplesCheck implements Check {

  /** The parameters by which data sets of one class are told apart. */
  private static final List<String> CHOICE = List.of("root", "path", "split", "partition");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<BoundBlock> train =
        context.experiment().train().map(source -> Datasets.innermost(source.dataset()));
    for (Experiment.DataSource source : context.experiment().validation()) {
      BoundBlock set = Datasets.innermost(source.dataset());
      train
          .filter(learned -> isSame(learned, set, context))
          .ifPresent(learned ->
              problems
                  .report(Code.SAME_SAMPLES, set.origin().span(), set.schema().simpleName())
                  .label(learned.origin().span(), "these are the samples of training"));
    }
  }

  private static boolean isSame(BoundBlock left, BoundBlock right, CheckContext context) {
    return left.schema().target().equals(right.schema().target())
        && CHOICE.stream()
            .filter(name -> left.schema().parameter(name).isPresent())
            .allMatch(name ->
                context.value(left, name).equals(context.value(right, name))
                    && !(context.value(left, name) instanceof Value.Unknown));
  }
}
