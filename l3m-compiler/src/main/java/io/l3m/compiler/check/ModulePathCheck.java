// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Values;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Paths of modules to shard or to recompute lead to modules of the model. */
final class ModulePathCheck implements Check {

  private static final String FSDP = "experiment.fsdp";
  private static final List<String> KEYS =
      List.of("shard_template", "activation_checkpoint_template");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<ModuleTree> tree = context.modules().filter(ModuleTree::isComplete);
    if (tree.isEmpty()) {
      return;
    }
    for (String key : KEYS) {
      List<Argument> paths =
          context.written(FSDP, key).map(list -> Values.items(list.value())).orElse(List.of());
      for (Argument path : paths) {
        Values.text(path.value())
            .filter(text -> !tree.get().has(text))
            .ifPresent(text ->
                problems
                    .report(Code.MODULE_NOT_FOUND, path.origin().span(), text)
                    .suggest(meant(text, tree.get().paths())));
      }
    }
  }

  /** A path that ends in the one that is written, else the one with the nearest name. */
  private static Optional<String> meant(String written, Set<String> paths) {
    List<String> ending = paths.stream().filter(path -> path.endsWith("." + written)).toList();
    if (!ending.isEmpty()) {
      return Optional.of(ending.getFirst());
    }
    int dot = written.lastIndexOf('.');
    String owner = dot < 0 ? "" : written.substring(0, dot);
    List<String> siblings =
        paths.stream()
            .filter(path -> path.lastIndexOf('.') == dot && path.startsWith(owner))
            .toList();
    return NameGuess.among(siblings, written)
        .or(() -> lists(siblings, owner))
        .or(() -> NameGuess.among(paths, written));
  }

  /** Where a name in an owner is unlike all others, a list of blocks is what people mean. */
  private static Optional<String> lists(List<String> siblings, String owner) {
    return siblings.stream().filter(path -> path.equals(owner + ".blocks")).findFirst();
  }
}
