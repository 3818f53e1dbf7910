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

/** Classes of modules to shard or to recompute occur in the model. */
final class ClassNameCheck implements Check {

  private static final String FSDP = "experiment.fsdp";
  private static final List<String> KEYS =
      List.of("fsdp_layers_to_wrap", "fsdp_layers_to_activation_checkpoint");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<ModuleTree> tree = context.modules().filter(ModuleTree::isComplete);
    if (tree.isEmpty()) {
      return;
    }
    Set<String> classes = tree.get().classNames();
    for (String key : KEYS) {
      List<Argument> names =
          context.written(FSDP, key).map(list -> Values.items(list.value())).orElse(List.of());
      for (Argument name : names) {
        Values.text(name.value())
            .filter(text -> !classes.contains(text))
            .ifPresent(text ->
                problems
                    .report(Code.CLASS_NOT_FOUND, name.origin().span(), text)
                    .suggest(NameGuess.among(classes, text))
                    .hint("the model is made of " + String.join(", ", classes)));
      }
    }
  }
}
