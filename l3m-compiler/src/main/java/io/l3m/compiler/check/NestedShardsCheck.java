// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Values;
import java.util.List;
import java.util.Optional;

/** A module that is spread as a whole holds none that is spread later for itself. */
final class NestedShardsCheck implements Check {

  private static final String FSDP = "experiment.fsdp";

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<ModuleTree> tree = context.modules().filter(ModuleTree::isComplete);
    if (tree.isEmpty()) {
      return;
    }
    List<Argument> paths = items(context, "shard_template");
    for (int i = 0; i < paths.size(); i++) {
      for (int j = i + 1; j < paths.size(); j++) {
        Optional<String> outer = Values.text(paths.get(i).value());
        Optional<String> inner = Values.text(paths.get(j).value());
        if (outer.isPresent()
            && inner.isPresent()
            && tree.get().has(inner.get())
            && inner.get().startsWith(outer.get() + ".")) {
          report(paths.get(j), inner.get(), paths.get(i), problems);
        }
      }
    }
    List<Argument> classes = items(context, "fsdp_layers_to_wrap");
    for (Argument inner : classes) {
      for (Argument outer : classes) {
        Optional<String> name = Values.text(inner.value());
        if (name.isPresent()
            && !inner.equals(outer)
            && tree.get().holds(Values.show(outer.value()), name.get())) {
          report(inner, name.get(), outer, problems);
        }
      }
    }
  }

  private static List<Argument> items(CheckContext context, String key) {
    return context.written(FSDP, key).map(list -> Values.items(list.value())).orElse(List.of());
  }

  private static void report(Argument inner, String name, Argument outer, Problems problems) {
    problems
        .report(Code.SHARDS_NESTED, inner.origin().span(), name, Values.show(outer.value()))
        .label(outer.origin().span(), "this one is spread first, with all that is in it");
  }
}
