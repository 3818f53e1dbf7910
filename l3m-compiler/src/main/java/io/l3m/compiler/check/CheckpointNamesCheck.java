// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.StartingWeights;
import io.l3m.compiler.source.Span;
import io.l3m.weights.RenamingGuess;
import io.l3m.weights.WeightFit;
import io.l3m.weights.WeightFit.Slot;
import io.l3m.weights.WeightFit.Unexpected;
import io.l3m.weights.WeightSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every tensor of the files has a place in the model, and every tensor of the model is in a file or
 * left out on purpose. Where one renaming would mend it, only the names that are left over are
 * reported.
 */
final class CheckpointNamesCheck implements Check {

  private static final int SHOWN = 3;

  @Override
  public void inspect(CheckContext context, Problems problems) {
    StartingFit weights = context.weights();
    if (weights.fit().isEmpty() || weights.model().isEmpty() || weights.sources().isEmpty()) {
      return;
    }
    WeightFit fit = weights.fit().get();
    Map<String, Slot> model = weights.model().get();
    List<WeightSource> sources = weights.sources().get();
    Optional<RenamingGuess> guess = RenamingGuess.of(fit, sources, model);
    for (int i = 0; i < sources.size(); i++) {
      int source = i;
      List<Unexpected> left =
          fit.unexpected().stream().filter(each -> each.source() == source).toList();
      if (!left.isEmpty()) {
        unexpected(
            weights.files().get(i),
            sources.get(i),
            left,
            guess.filter(found -> found.source() == source),
            problems);
      }
    }
    WeightFit best = guess.map(RenamingGuess::fit).orElse(fit);
    if (!best.missing().isEmpty()) {
      missing(weights.files(), best.missing(), model.keySet(), problems);
    }
  }

  private static void unexpected(
      StartingWeights file,
      WeightSource source,
      List<Unexpected> left,
      Optional<RenamingGuess> guess,
      Problems problems) {
    List<String> originals = left.stream().map(Unexpected::original).toList();
    Set<String> all = source.table().tensors().keySet();
    problems
        .report(
            Code.WEIGHTS_LEFT_OVER,
            file.file().origin().span(),
            left.size(),
            all.size(),
            file.path(),
            shown(left.stream().map(Unexpected::name).toList()))
        .hint(
            guess
                .map(found ->
                    "to rename them, `%s: [[%s, %s]]`"
                        .formatted(
                            StartingWeights.RENAMER,
                            quoted(found.pair().from()),
                            quoted(found.pair().to())))
                .orElseGet(() ->
                    "to leave them out, `%s: [%s]`"
                        .formatted(
                            StartingWeights.FILTERS, list(WeightFit.patterns(originals, all)))));
  }

  private static void missing(
      List<StartingWeights> files, List<String> missing, Set<String> model, Problems problems) {
    Span span = files.getFirst().file().origin().span();
    problems
        .report(
            Code.WEIGHTS_MISSING,
            span,
            missing.size(),
            model.size(),
            files.size() == 1 ? "`" + files.getFirst().path() + "`" : "these files",
            shown(missing))
        .hint(
            "to leave them at their first values, `%s: [%s]`"
                .formatted(StartingWeights.FILTERS, list(WeightFit.patterns(missing, model))));
  }

  private static String shown(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? first + ", …" : first;
  }

  private static String list(List<String> patterns) {
    List<String> texts = new ArrayList<>();
    patterns.stream().limit(SHOWN).forEach(pattern -> texts.add(quoted(pattern)));
    if (patterns.size() > SHOWN) {
      texts.add("…");
    }
    return String.join(", ", texts);
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }
}
