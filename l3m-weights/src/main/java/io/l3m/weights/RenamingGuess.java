// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import io.l3m.weights.WeightFit.Slot;
import io.l3m.weights.WeightFit.Unexpected;
import io.l3m.weights.WeightSource.Pair;
import io.l3m.weights.WeightSource.Renamer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one replacement in names that would make files fit a model, or fit it better: a prefix that
 * is too much, missing, or another.
 *
 * @param source the file whose names it changes
 * @param pair the replacement, to be made after those that are there
 * @param fit how the files would fit then
 */
public record RenamingGuess(int source, Pair pair, WeightFit fit) {

  private static final int TRIED = 8;

  /** The best replacement; empty if none puts half of the tensors that are left over in place. */
  public static Optional<RenamingGuess> of(
      WeightFit fit, List<WeightSource> sources, Map<String, Slot> model) {
    Set<String> missing = new HashSet<>(fit.missing());
    Set<Pair> tried = new HashSet<>();
    Optional<RenamingGuess> best = Optional.empty();
    for (Unexpected unexpected : fit.unexpected()) {
      if (!(sources.get(unexpected.source()).renamer() instanceof Renamer.Pairs pairs)) {
        continue;
      }
      Optional<Pair> pair = pair(unexpected.name(), missing);
      if (pair.isPresent() && tried.size() < TRIED && tried.add(pair.get())) {
        List<Pair> more = new ArrayList<>(pairs.pairs());
        more.add(pair.get());
        List<WeightSource> renamed = new ArrayList<>(sources);
        WeightSource old = sources.get(unexpected.source());
        renamed.set(
            unexpected.source(),
            new WeightSource(old.table(), old.filters(), new Renamer.Pairs(more)));
        WeightFit better = WeightFit.of(renamed, model);
        int allowed =
            best.map(found -> found.fit().unexpected().size())
                .orElse(fit.unexpected().size() / 2 + 1);
        if (better.unexpected().size() < allowed
            && better.missing().size() < fit.missing().size()) {
          best = Optional.of(new RenamingGuess(unexpected.source(), pair.get(), better));
        }
      }
    }
    return best;
  }

  /** From a name to the one that has most of its end in common. */
  private static Optional<Pair> pair(String name, Set<String> missing) {
    int longest = 0;
    Optional<Pair> best = Optional.empty();
    for (String candidate : missing) {
      int common = commonEnd(name, candidate);
      if (common > longest) {
        longest = common;
        String from = name.substring(0, name.length() - common);
        String to = candidate.substring(0, candidate.length() - common);
        best = Optional.of(from.isEmpty() ? extended(to, name) : new Pair(from, to));
      }
    }
    return best;
  }

  /** Nothing cannot be replaced, so the first part of the name is taken with it. */
  private static Pair extended(String added, String name) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot + 1);
    return new Pair(first, added + first);
  }

  /** The length of the end that two names share, from a dot on. */
  private static int commonEnd(String one, String other) {
    int most = Math.min(one.length(), other.length());
    int end = 0;
    for (int i = 1; i <= most; i++) {
      if (one.charAt(one.length() - i) != other.charAt(other.length() - i)) {
        break;
      }
      boolean whole =
          (i == one.length() || one.charAt(one.length() - i - 1) == '.')
              && (i == other.length() || other.charAt(other.length() - i - 1) == '.');
      if (whole) {
        end = i;
      }
    }
    return end;
  }
}
