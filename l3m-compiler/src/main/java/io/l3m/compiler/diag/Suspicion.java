// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import io.l3m.compiler.diag.Problems.Suspect;
import io.l3m.compiler.source.Span;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the place to mend among those that several problems name. */
final class Suspicion {

  private final Map<Span, Integer> uses;
  private final Map<Span, Integer> votes = new HashMap<>();
  private final Map<Span, Set<Span>> references = new HashMap<>();
  private final Set<Set<Span>> heard = new HashSet<>();
  private final Set<Span> convicted = new HashSet<>();
  private final Map<Severity, Set<Span>> blamed = new EnumMap<>(Severity.class);

  /**
   * @param uses how often each value is referred to, where that is known
   */
  Suspicion(Map<Span, Integer> uses) {
    this.uses = uses;
  }

  /**
   * Takes note of one problem's suspects; the same ones again say nothing new. Without suspects its
   * own place is known to be wrong.
   */
  void hear(List<Suspect> suspects, Span place) {
    if (suspects.isEmpty()) {
      convicted.add(place);
    }
    suspects.forEach(one ->
        references.computeIfAbsent(one.source(), any -> new HashSet<>()).add(one.reference()));
    Set<Span> sources = suspects.stream().map(Suspect::source).collect(Collectors.toSet());
    if (heard.add(sources)) {
      sources.forEach(source -> votes.merge(source, 1, Integer::sum));
    }
  }

  /**
   * The suspect that is known to be wrong, or that most problems name; of several, the likeliest.
   */
  Optional<Suspect> culprit(List<Suspect> suspects) {
    return suspects.stream()
        .min(
            Comparator.comparing((Suspect one) -> !convicted.contains(one.source()))
                .thenComparingInt(one -> -votes.getOrDefault(one.source(), 0))
                .thenComparing(Suspect::likelihood)
                .thenComparing(one -> !isAlone(one)));
  }

  /**
   * The reference instead of the value, where many refer to the value and one of them alone is part
   * of problems: then it is the reference that is wrong.
   */
  Suspect narrowed(Suspect culprit) {
    return isAlone(culprit)
        ? new Suspect(
            culprit.source(),
            culprit.reference(),
            culprit.reference(),
            culprit.uses(),
            culprit.likelihood(),
            culprit.label())
        : culprit;
  }

  /** Whether many refer to a value, and one of them alone gets into trouble with it. */
  private boolean isAlone(Suspect one) {
    int known = Math.max(one.uses(), uses.getOrDefault(one.source(), 1));
    return known > 1 && references.getOrDefault(one.source(), Set.of()).size() == 1;
  }

  /** Whether it was not blamed before. */
  boolean blame(Suspect culprit, Severity severity) {
    return !convicted.contains(culprit.source())
        && !(severity == Severity.WARNING
            && blamed.getOrDefault(Severity.ERROR, Set.of()).contains(culprit.source()))
        && blamed.computeIfAbsent(severity, any -> new HashSet<>()).add(culprit.source());
  }
}
