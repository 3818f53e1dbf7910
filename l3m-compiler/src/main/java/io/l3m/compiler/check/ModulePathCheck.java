// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.AbsentStages;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Paths of modules to shard or to recompute lead to modules of the model. */
final class ModulePathCheck implements Check {

  private static final String FSDP = "experiment.fsdp";

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<ModuleTree> tree = context.modules().filter(ModuleTree::isComplete);
    if (tree.isEmpty()) {
      return;
    }
    AbsentStages absent = new AbsentStages(context.experiment());
    for (Argument path : paths(context)) {
      Values.text(path.value())
          .filter(text -> !tree.get().has(text) || tree.get().isMap(text))
          .ifPresent(text ->
              absent
                  .on(text)
                  .ifPresentOrElse(
                      stage ->
                          problems
                              .report(Code.MODULE_NOT_FOUND, stage.place(), text)
                              .hint("there is no `" + stage.stage() + "`")
                              .label(path.origin().span(), "it is looked for here"),
                      () ->
                          problems
                              .report(Code.MODULE_NOT_FOUND, path.origin().span(), text)
                              .suggest(meant(text, tree.get().paths()))));
    }
  }

  /** The paths that somebody follows. */
  private static List<Argument> paths(CheckContext context) {
    List<Argument> paths = new ArrayList<>();
    context
        .written(FSDP, "shard_template")
        .ifPresent(list -> paths.addAll(Values.items(list.value())));
    if (context.isOn(FSDP, "fsdp_activation_checkpointing")) {
      context
          .written(FSDP, "activation_checkpoint_template")
          .ifPresent(list -> paths.addAll(Values.items(list.value())));
    }
    boolean shared = Values.whole(context.key(FSDP, "tp_size")).orElse(1L) > 1;
    for (BoundBlock plan : shared ? context.blocks("TPPlan") : List.<BoundBlock>of()) {
      plan.argument("module").ifPresent(paths::add);
    }
    return paths;
  }

  /** A path that ends in the one that is written, else the one with the nearest name. */
  private static Optional<String> meant(String written, Set<String> paths) {
    List<String> ending = paths.stream().filter(path -> path.endsWith("." + written)).toList();
    if (!ending.isEmpty()) {
      return Optional.of(ending.getFirst());
    }
    List<String> around = paths.stream().filter(path -> hasSameEnds(path, written)).toList();
    if (!around.isEmpty()) {
      return Optional.of(around.getFirst());
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

  /** Whether a path only leaves out what a longer one has in the middle. */
  private static boolean hasSameEnds(String path, String written) {
    int first = path.indexOf('.');
    int last = path.lastIndexOf('.');
    return first > 0
        && path.length() < written.length()
        && written.startsWith(path.substring(0, first + 1))
        && written.endsWith(path.substring(last));
  }

  /** Where a name in an owner is unlike all others, a list of blocks is what people mean. */
  private static Optional<String> lists(List<String> siblings, String owner) {
    return siblings.stream().filter(path -> path.equals(owner + ".blocks")).findFirst();
  }
}
