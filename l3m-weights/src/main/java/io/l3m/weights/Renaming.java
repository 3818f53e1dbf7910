// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the tensors of a file into tensors with the names of a model. */
sealed interface Renaming permits Aimv2Names, Renaming.Replacements {

  /** The tensors that one becomes, which is one under another name as a rule. */
  Map<String, StoredTensor> rename(String name, StoredTensor tensor);

  /** The replacements that have changed no name so far, by their places in the list. */
  List<Integer> unused();

  /**
   * The renaming that a renamer asks for.
   *
   * @param model the names of the model
   */
  static Renaming of(WeightSource.Renamer renamer, Collection<String> model) {
    return switch (renamer) {
      case WeightSource.Renamer.Pairs(List<WeightSource.Pair> pairs) -> new Replacements(pairs);
      case WeightSource.Renamer.Aimv2 published -> Aimv2Names.of(model);
    };
  }

  /** Replaces texts in names. */
  final class Replacements implements Renaming {

    /** Replacements that double a text again and again end here. */
    private static final int LONGEST_NAME = 10_000;

    private final List<WeightSource.Pair> pairs;
    private final Set<Integer> used = new HashSet<>();

    Replacements(List<WeightSource.Pair> pairs) {
      this.pairs = pairs;
    }

    @Override
    public Map<String, StoredTensor> rename(String name, StoredTensor tensor) {
      String changed = name;
      for (int i = 0; i < pairs.size() && changed.length() < LONGEST_NAME; i++) {
        String before = changed;
        changed = pairs.get(i).apply(before);
        if (before.contains(pairs.get(i).from())) {
          used.add(i);
        }
      }
      return Map.of(changed, tensor);
    }

    @Override
    public List<Integer> unused() {
      List<Integer> unused = new ArrayList<>();
      for (int i = 0; i < pairs.size(); i++) {
        if (!used.contains(i)) {
          unused.add(i);
        }
      }
      return unused;
    }
  }
}
