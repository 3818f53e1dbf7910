// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Values;
import io.l3m.weights.Glob;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where activations are recomputed, the original puts a segment into parameters' names, which a
 * pattern that is written out does not have.
 */
final class RecomputedNamesCheck implements Check {

  private static final String FSDP = "experiment.fsdp";
  private static final String SEGMENT = "_checkpoint_wrapped_module";

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<List<String>> names = context.parameterNames();
    Optional<ModuleTree> tree = context.modules().filter(ModuleTree::isComplete);
    if (!context.isOn(FSDP, "fsdp_activation_checkpointing") || names.isEmpty() || tree.isEmpty()) {
      return;
    }
    Set<String> paths = texts(context, "activation_checkpoint_template");
    Set<String> classes = texts(context, "fsdp_layers_to_activation_checkpoint");
    List<String> wrapped =
        names.get().stream().map(name -> wrapped(name, paths, classes, tree.get())).toList();
    for (Argument pattern : PatternCheck.patterns(context)) {
      Values.text(pattern.value())
          .map(Glob::of)
          .filter(glob -> names.get().stream().anyMatch(glob::matches))
          .filter(glob -> wrapped.stream().noneMatch(glob::matches))
          .ifPresent(glob ->
              problems
                  .report(
                      Code.PATTERN_WITHOUT_SEGMENT,
                      pattern.origin().span(),
                      Values.show(pattern.value()),
                      SEGMENT)
                  .hint("with a `*` it fits both names"));
    }
  }

  private static Set<String> texts(CheckContext context, String key) {
    Set<String> texts = new TreeSet<>();
    context.written(FSDP, key).stream()
        .flatMap(list -> Values.items(list.value()).stream())
        .forEach(item -> Values.text(item.value()).ifPresent(texts::add));
    return texts;
  }

  private static String wrapped(
      String name, Set<String> paths, Set<String> classes, ModuleTree tree) {
    StringBuilder out = new StringBuilder();
    StringBuilder path = new StringBuilder();
    for (String part : name.split("\\.", -1)) {
      String owner = path.toString();
      path.append(path.isEmpty() ? "" : ".").append(part);
      out.append(out.isEmpty() ? "" : ".").append(part);
      boolean listed = tree.isList(owner) ? paths.contains(owner) : false;
      boolean single = !tree.isList(path.toString()) && paths.contains(path.toString());
      if (listed
          || single
          || tree.className(path.toString()).filter(classes::contains).isPresent()) {
        out.append('.').append(SEGMENT);
      }
    }
    return out.toString();
  }
}
