// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.StartingWeights;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.weights.WeightFit.Mismatch;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tensors of the files have the shapes of the model; one report for each block that differs.
 */
final class CheckpointShapesCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    List<Mismatch> mismatched =
        context.weights().fit().map(fit -> fit.mismatched()).orElse(List.of());
    Set<BoundBlock> reported = new HashSet<>();
    for (Mismatch mismatch : mismatched) {
      Optional<BoundBlock> owner = owner(context, mismatch.name());
      if (owner.isPresent() && !reported.add(owner.get())) {
        continue;
      }
      StartingWeights file = context.weights().files().get(mismatch.source());
      var report =
          problems.report(
              Code.WEIGHTS_OF_OTHER_SHAPE,
              file.file().origin().span(),
              mismatch.name(),
              mismatch.found().shape(),
              mismatch.found().type(),
              mismatch.wanted().shape());
      owner.ifPresent(block ->
          report.label(block.origin().span(), "`%s` here".formatted(block.schema().simpleName())));
      String all =
          mismatched.stream().map(Mismatch::name).limit(4).collect(Collectors.joining(", "));
      report.hint(
          "%d of them differ (%s); fit the model to them, or leave them out by `%s`"
              .formatted(
                  mismatched.size(),
                  mismatched.size() > 4 ? all + ", …" : all,
                  StartingWeights.FILTERS));
    }
  }

  private static Optional<BoundBlock> owner(CheckContext context, String name) {
    return context.parameters().stream()
        .flatMap(table -> table.rows().stream())
        .filter(row -> row.name().equals(name))
        .map(ParameterTable.Row::owner)
        .findFirst();
  }
}
