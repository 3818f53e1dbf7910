// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.StartingWeights;
import io.l3m.compiler.graph.Values;
import io.l3m.weights.WeightFit;
import io.l3m.weights.WeightFit.Collision;
import io.l3m.weights.WeightFit.Unused;
import io.l3m.weights.WeightSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each filter and each renaming fits a name of its file, and no two names become one. */
final class CheckpointPatternsCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    StartingFit weights = context.weights();
    if (weights.fit().isEmpty() || weights.sources().isEmpty()) {
      return;
    }
    WeightFit fit = weights.fit().get();
    for (Unused unused : fit.unused()) {
      StartingWeights file = weights.files().get(unused.source());
      WeightSource source = weights.sources().get().get(unused.source());
      List<String> names = new ArrayList<>(source.table().tensors().keySet());
      if (unused.filter()) {
        filter(file, file.filters().get(unused.index()), names, problems);
      } else {
        renaming(file, unused.index(), names, problems);
      }
    }
    Set<Integer> reported = new HashSet<>();
    for (Collision collision : fit.collisions()) {
      if (reported.add(collision.source())) {
        StartingWeights file = weights.files().get(collision.source());
        problems.report(
            Code.WEIGHTS_COLLIDE,
            file.renamings().isEmpty()
                ? file.file().origin().span()
                : file.renamings().getFirst().origin().span(),
            collision.first(),
            collision.second(),
            collision.name());
      }
    }
  }

  private static void filter(
      StartingWeights file, Argument filter, List<String> names, Problems problems) {
    String pattern = Values.show(filter.value());
    problems
        .report(Code.FILTER_MATCHES_NOTHING, filter.origin().span(), pattern, file.path())
        .suggest(PatternGuess.nearest(pattern, names));
  }

  private static void renaming(
      StartingWeights file, int index, List<String> names, Problems problems) {
    Argument renaming = file.renamings().get(index);
    StartingWeights.pair(renaming)
        .ifPresent(pair ->
            problems
                .report(
                    Code.RENAMING_MATCHES_NOTHING,
                    Values.items(renaming.value()).getFirst().origin().span(),
                    pair.getFirst(),
                    file.path())
                .hint(
                    "a name of the file is `%s`"
                        .formatted(names.isEmpty() ? "" : names.getFirst())));
  }
}
