// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Likelihood;
import io.l3m.compiler.diag.Problems.Suspect;
import io.l3m.compiler.graph.Causes.Cause;
import io.l3m.compiler.graph.Traces.SizeSource;
import io.l3m.compiler.shape.Dim;
import io.l3m.compiler.shape.Mismatch;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which of the numbers that two sizes are made of is the likely slip, where the sizes disagree. */
final class Suspicions {

  private final Optional<SourceFile> defaults;
  private final Map<String, Map<Span, Value>> written = new HashMap<>();
  private final Map<Span, Integer> uses = new HashMap<>();
  private final Map<String, Map<Span, Integer>> named = new HashMap<>();

  /**
   * @param blocks all of the experiment
   * @param defaults what stands in them is not the experiment's to mend
   */
  Suspicions(List<BoundBlock> blocks, Optional<SourceFile> defaults) {
    this.defaults = defaults;
    for (BoundBlock block : blocks) {
      block
          .arguments()
          .forEach((name, argument) -> {
            Span source = argument.origin().source();
            uses.merge(source, 1, Integer::sum);
            named.computeIfAbsent(name, any -> new HashMap<>()).merge(source, 1, Integer::sum);
            written.computeIfAbsent(name, any -> new HashMap<>()).put(source, argument.value());
          });
    }
  }

  /** How often each value is used. */
  Map<Span, Integer> uses() {
    return Map.copyOf(uses);
  }

  /** The places of which one is wrong; none where neither size is made of parameters. */
  List<Suspect> of(
      Optional<SizeSource> consumer, Optional<SizeSource> producer, Mismatch.Size size) {
    List<Suspect> suspects = new ArrayList<>();
    add(consumer, producer, Gap.between(size.expected(), size.found()), suspects);
    add(producer, consumer, Gap.between(size.found(), size.expected()), suspects);
    return suspects;
  }

  /** A size and the one that it should be. */
  private record Gap(long own, long wanted) {

    private static final Gap UNKNOWN = new Gap(0, 0);

    static Gap between(Dim own, Dim wanted) {
      return own instanceof Dim.Fixed(long size) && wanted instanceof Dim.Fixed(long other)
          ? new Gap(size, other)
          : UNKNOWN;
    }

    /** Whether it may help to throw a switch that makes one more. */
    boolean isMendedBy(boolean on) {
      return equals(UNKNOWN) || own - wanted == (on ? 1 : -1);
    }

    /** What a number should be that is the size itself. */
    Optional<String> fitting(Cause part) {
      return own != wanted && !part.isDefault() && part.value().equals(new Value.Int(own))
          ? Optional.of(Long.toString(wanted))
          : Optional.empty();
    }
  }

  /** The places of which one is wrong where one size alone does not do. */
  List<Suspect> ofOne(SizeSource size) {
    List<Suspect> suspects = new ArrayList<>();
    add(Optional.of(size), Optional.empty(), Gap.UNKNOWN, suspects);
    return suspects;
  }

  /** Whether nothing is written, while another block is given another value under the name. */
  boolean isForgotten(Cause part) {
    return part.place().isEmpty()
        && !(part.value() instanceof Value.Bool)
        && isElsewhere(part, Set.of());
  }

  private void add(
      Optional<SizeSource> side, Optional<SizeSource> other, Gap gap, List<Suspect> suspects) {
    add(side.map(SizeSource::parts).orElse(List.of()), other, gap, suspects);
    List<Suspect> behind = new ArrayList<>();
    add(side.map(SizeSource::behind).orElse(List.of()), other, Gap.UNKNOWN, behind);
    behind.stream()
        .filter(one -> suspects.stream().noneMatch(near -> near.source().equals(one.source())))
        .forEach(one -> suspects.add(one.asIndirect()));
  }

  private void add(List<Cause> parts, Optional<SizeSource> other, Gap gap, List<Suspect> suspects) {
    boolean allDefault = parts.stream().allMatch(Cause::isDefault);
    Set<Span> opposite = new HashSet<>();
    other.stream()
        .flatMap(source -> source.parts().stream())
        .forEach(part -> opposite.add(part.source()));
    long several =
        parts.stream()
            .filter(part -> !part.isDefault() && !(part.value() instanceof Value.Bool))
            .count();
    for (Cause part : parts) {
      likelihood(part, several > 1, allDefault, gap, opposite)
          .ifPresent(rank -> {
            boolean ours = defaults.isEmpty() || defaults.get() != part.source().file();
            Span place = part.isDefault() ? part.block().origin().span() : part.source();
            suspects.add(
                new Suspect(
                        part.source(),
                        place,
                        part.isDefault() ? place : part.span(),
                        uses.getOrDefault(part.source(), 1),
                        ours ? rank : Likelihood.NOT_OURS,
                        part.show() + " of " + Traces.name(part.block()),
                        Optional.empty(),
                        false)
                    .withFitting(gap.fitting(part)));
          });
    }
  }

  private Optional<Likelihood> likelihood(
      Cause part, boolean several, boolean allDefault, Gap gap, Set<Span> opposite) {
    boolean isSwitch = part.value() instanceof Value.Bool;
    if (part.value() instanceof Value.Bool(boolean on) && !gap.isMendedBy(on)) {
      return Optional.empty(); // to throw it would not mend the size
    }
    if (part.isDefault()) {
      if (part.place().isEmpty() && isElsewhere(part, opposite)) {
        return Optional.of(Likelihood.FORGOTTEN);
      }
      if (part.value() instanceof Value.Bool(boolean on) && on) {
        return Optional.of(Likelihood.SWITCH);
      }
      return allDefault && !isSwitch ? Optional.of(Likelihood.LEFT_OUT) : Optional.empty();
    }
    if (isSwitch) {
      return Optional.of(Likelihood.SWITCH);
    }
    if (part.isLiteral()) {
      return Optional.of(Likelihood.WRITTEN_HERE);
    }
    if (several) {
      return Optional.of(Likelihood.ONE_OF_SEVERAL);
    }
    boolean once =
        named.getOrDefault(part.parameter(), Map.of()).getOrDefault(part.source(), 0) < 2;
    boolean odd = once && !isNamesake(part) && isElsewhere(part, Set.of(part.source()));
    return Optional.of(
        odd ? Likelihood.ODD : isNamesake(part) ? Likelihood.NAMESAKE : Likelihood.SHARED);
  }

  /** Whether a parameter is given the value of its own name: {@code dim: ${constants.dim}}. */
  private static boolean isNamesake(Cause part) {
    String reference = part.span().text();
    return reference.endsWith("." + part.parameter() + "}");
  }

  /** Whether another block is given another value under the same name. */
  private boolean isElsewhere(Cause part, Set<Span> opposite) {
    return !(part.value() instanceof Value.Null)
        && written.getOrDefault(part.parameter(), Map.of()).entrySet().stream()
            .filter(entry -> !opposite.contains(entry.getKey()))
            .anyMatch(entry -> isOther(entry.getValue(), part.value()));
  }

  private static boolean isOther(Value written, Value implied) {
    return written.getClass() == implied.getClass() && !written.equals(implied);
  }
}
