// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.source.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The kinds of blocks of a trunk share its layers out: each exists, and each has one kind. */
final class LayerShareCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock trunk : context.blocks("NonMonolithicTransformerFFN")) {
      Optional<Long> count = context.whole(trunk, "num_blocks");
      Optional<Argument> kinds = trunk.argument("block");
      if (count.isPresent() && kinds.isPresent()) {
        inspect(kinds.get(), count.get(), problems);
      }
    }
  }

  private static void inspect(Argument kinds, long count, Problems problems) {
    Map<Long, Argument> taken = new TreeMap<>();
    Optional<Span> wrong = Optional.empty();
    for (Argument kind : Values.items(kinds.value())) {
      Optional<Argument> layers = layers(kind);
      if (layers.isEmpty() || layers.get().value() instanceof Value.Unknown) {
        return;
      }
      for (Argument layer : Values.items(layers.get().value())) {
        Optional<Long> index = Values.whole(layer.value());
        if (index.isEmpty()) {
          return;
        }
        Argument before = taken.putIfAbsent(index.get(), layer);
        if (index.get() >= count) {
          problems.report(Code.LAYER_UNKNOWN, layer.origin().span(), index.get(), count);
          return; // it is probably one of those that are missing
        } else if (before != null) {
          problems
              .report(Code.LAYER_TWICE, layer.origin().span(), index.get())
              .label(before.origin().span(), "it is given here before");
          wrong = Optional.of(layer.origin().span());
        }
      }
    }
    List<String> missing =
        Stream.iterate(0L, layer -> layer < count, layer -> layer + 1)
            .filter(layer -> !taken.containsKey(layer))
            .map(String::valueOf)
            .toList();
    if (!missing.isEmpty()) {
      Span place = wrong.or(() -> shortest(kinds)).orElse(kinds.origin().span());
      problems.report(Code.LAYER_MISSING, place, String.join(", ", missing));
    }
  }

  /** The list that most probably lacks a layer. */
  private static Optional<Span> shortest(Argument kinds) {
    return Values.items(kinds.value()).stream()
        .flatMap(kind -> layers(kind).stream())
        .min(Comparator.comparingInt(layers -> Values.items(layers.value()).size()))
        .map(layers -> layers.origin().span());
  }

  private static Optional<Argument> layers(Argument kind) {
    return kind.value() instanceof Value.Named(Map<String, Argument> entries)
        ? Optional.ofNullable(entries.get("layers"))
        : Optional.empty();
  }
}
