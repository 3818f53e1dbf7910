// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import io.l3m.compiler.diag.Problems.Suspect;
import io.l3m.compiler.source.Span;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the place to mend among those that several problems name: of all places the one that most
 * problems name, then the one that most of the others name, until each problem has one.
 */
final class Suspicion {

  private static final Set<Likelihood> LIKELY =
      EnumSet.of(
          Likelihood.FORGOTTEN, Likelihood.NAMED, Likelihood.WRITTEN_HERE, Likelihood.SWITCH);

  private final Map<Span, Integer> uses;
  private final Map<Span, Set<Span>> references = new HashMap<>();
  private final Map<Set<Span>, List<Suspect>> heard = new LinkedHashMap<>();
  private final Map<Set<Span>, Span> guilty = new HashMap<>();
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
      return;
    }
    suspects.forEach(one ->
        references.computeIfAbsent(one.source(), any -> new HashSet<>()).add(one.reference()));
    heard.putIfAbsent(sources(suspects), suspects);
  }

  private static Set<Span> sources(List<Suspect> suspects) {
    return suspects.stream().map(Suspect::source).collect(Collectors.toSet());
  }

  /** Finds the culprits of all that was heard. */
  void decide() {
    Map<Set<Span>, List<Suspect>> open = new LinkedHashMap<>(heard);
    while (!open.isEmpty()) {
      Map<Span, Tally> tallies = tallies(open.values());
      Map<Span, Integer> votes = new HashMap<>();
      tallies.forEach((source, tally) -> votes.put(source, tally.votes()));
      List<Suspect> all = open.values().stream().flatMap(List::stream).toList();
      Span culprit = likeliest(all, votes).orElseThrow().source();
      Tally tally = Objects.requireNonNull(tallies.get(culprit));
      List<Set<Span>> explained =
          open.entrySet().stream()
              .filter(problem ->
                  problem.getValue().stream()
                      .anyMatch(one -> one.source().equals(culprit) && tally.explains(one)))
              .map(Map.Entry::getKey)
              .toList();
      explained.forEach(problem -> guilty.put(problem, culprit));
      open.keySet().removeAll(explained);
    }
  }

  private static Map<Span, Tally> tallies(Collection<List<Suspect>> problems) {
    Map<Span, Tally> tallies = new HashMap<>();
    for (List<Suspect> problem : problems) {
      Map<Span, Suspect> own = new LinkedHashMap<>();
      problem.forEach(
          one -> own.merge(one.source(), one, (first, next) -> first.indirect() ? next : first));
      own.forEach((source, one) -> tallies.computeIfAbsent(source, any -> new Tally()).add(one));
    }
    return tallies;
  }

  /**
   * How many problems name a place that may be mended for all of them: a number that should become
   * different ones is not to blame for both. What only lies behind a problem counts half, and what
   * is likely in itself half a problem more.
   */
  private static final class Tally {

    private static final String UNKNOWN = "";

    private final Map<String, Integer> byValue = new LinkedHashMap<>();
    private boolean likely;

    void add(Suspect one) {
      byValue.merge(one.fitting().orElse(UNKNOWN), one.indirect() ? 1 : 2, Integer::sum);
      likely |= LIKELY.contains(one.likelihood());
    }

    int votes() {
      return byValue.getOrDefault(UNKNOWN, 0)
          + best().map(byValue::get).orElse(0)
          + (likely ? 1 : 0);
    }

    boolean explains(Suspect one) {
      return one.fitting().isEmpty() || best().equals(one.fitting());
    }

    /** The value that mends most. */
    private Optional<String> best() {
      return byValue.entrySet().stream()
          .filter(entry -> !entry.getKey().equals(UNKNOWN))
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey);
    }
  }

  /**
   * The suspect that is known to be wrong, or that most problems name; of several, the likeliest.
   */
  private Optional<Suspect> likeliest(List<Suspect> suspects, Map<Span, Integer> votes) {
    return suspects.stream()
        .min(
            Comparator.comparing((Suspect one) -> !convicted.contains(one.source()))
                .thenComparing(one -> one.likelihood() == Likelihood.NOT_OURS)
                .thenComparingInt(one -> -votes.getOrDefault(one.source(), 0))
                .thenComparing(Suspect::likelihood)
                .thenComparing(one -> !isAlone(one)));
  }

  /**
   * The suspect to blame; where nothing was heard of them, the likeliest that is blamed already.
   */
  Optional<Suspect> culprit(List<Suspect> suspects) {
    Optional<Span> decided = Optional.ofNullable(guilty.get(sources(suspects)));
    Set<Span> known = new HashSet<>(guilty.values());
    Map<Span, Integer> votes = new HashMap<>();
    suspects.stream()
        .map(Suspect::source)
        .filter(known::contains)
        .forEach(source -> votes.put(source, 1));
    return likeliest(
        suspects.stream()
            .filter(one -> decided.isEmpty() || decided.get().equals(one.source()))
            .toList(),
        votes);
  }

  /**
   * The reference instead of the value, where many refer to the value and one of them alone is part
   * of problems: then it is the reference that is wrong.
   */
  Suspect narrowed(Suspect culprit) {
    return isAlone(culprit) ? culprit.atReference() : culprit;
  }

  /** Whether many refer to a value, and one of them alone gets into trouble with it. */
  private boolean isAlone(Suspect one) {
    int known = Math.max(one.uses(), uses.getOrDefault(one.source(), 1));
    return known > 1 && references.getOrDefault(one.source(), Set.of()).size() == 1;
  }

  /** Whether a value was found to be wrong. */
  boolean isBlamed(Span source) {
    return convicted.contains(source) || guilty.containsValue(source);
  }

  /** Whether it was not blamed before. */
  boolean blame(Suspect culprit, Severity severity) {
    return !convicted.contains(culprit.source())
        && !(severity == Severity.WARNING
            && blamed.getOrDefault(Severity.ERROR, Set.of()).contains(culprit.source()))
        && blamed.computeIfAbsent(severity, any -> new HashSet<>()).add(culprit.source());
  }
}
