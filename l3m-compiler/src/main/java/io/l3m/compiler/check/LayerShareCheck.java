// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
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
        } else if (before != null) {
          problems
              .report(Code.LAYER_TWICE, layer.origin().span(), index.get())
              .label(before.origin().span(), "it is given here before");
        }
      }
    }
    List<String> missing =
        Stream.iterate(0L, layer -> layer < count, layer -> layer + 1)
            .filter(layer -> !taken.containsKey(layer))
            .map(String::valueOf)
            .toList();
    if (!missing.isEmpty()) {
      problems.report(Code.LAYER_MISSING, kinds.origin().span(), String.join(", ", missing));
    }
  }

  private static Optional<Argument> layers(Argument kind) {
    return kind.value() instanceof Value.Named(Map<String, Argument> entries)
        ? Optional.ofNullable(entries.get("layers"))
        : Optional.empty();
  }
}
