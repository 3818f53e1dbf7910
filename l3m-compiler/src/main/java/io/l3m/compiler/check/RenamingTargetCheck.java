// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.StartingWeights;
import io.l3m.compiler.graph.Values;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is not here cannot be compared with the model, but what names are changed to has to
 * be in the model's names.
 */
final class RenamingTargetCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    StartingFit weights = context.weights();
    if (weights.model().isEmpty()) {
      return;
    }
    Set<String> names = weights.model().get().keySet();
    for (int i = 0; i < weights.files().size(); i++) {
      if (weights.states().get(i) instanceof StartingFit.FileState.Absent) {
        List<Argument> renamings = weights.files().get(i).renamings();
        for (int j = 0; j < renamings.size(); j++) {
          target(renamings, j, names, problems);
        }
      }
    }
  }

  private static void target(
      List<Argument> renamings, int index, Set<String> names, Problems problems) {
    Optional<String> target = StartingWeights.pair(renamings.get(index)).map(List::getLast);
    boolean changedAgain =
        target.isPresent()
            && renamings.subList(index + 1, renamings.size()).stream()
                .flatMap(later -> StartingWeights.pair(later).stream())
                .anyMatch(pair -> overlaps(target.get(), pair.getFirst()));
    if (target.isEmpty()
        || changedAgain
        || names.stream().anyMatch(name -> name.contains(target.get()))) {
      return;
    }
    problems
        .report(
            Code.RENAMED_TO_NOTHING,
            Values.items(renamings.get(index).value()).getLast().origin().span(),
            target.get(),
            names.size())
        .suggest(nearest(target.get(), names));
  }

  /** Whether a later replacement may change the text, or an end of it with what surrounds it. */
  private static boolean overlaps(String text, String from) {
    return text.contains(from) || endMeets(text, from) || endMeets(from, text);
  }

  private static boolean endMeets(String one, String other) {
    for (int length = Math.min(one.length(), other.length()); length > 0; length--) {
      if (one.endsWith(other.substring(0, length))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> nearest(String target, Set<String> names) {
    Set<String> beginnings = new LinkedHashSet<>();
    for (String name : names) {
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        beginnings.add(name.substring(0, dot + 1));
      }
    }
    return NameGuess.slip(beginnings, target);
  }
}
