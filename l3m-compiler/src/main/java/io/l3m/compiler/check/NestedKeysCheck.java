// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Maps inside lists have the keys that are read, like blocks and sections. */
final class NestedKeysCheck implements Check {

  /** The keys of a map: those that it needs, and those that it may have. */
  private record Keys(List<String> needed, List<String> optional) {

    Collection<String> all() {
      Collection<String> all = new TreeSet<>(needed);
      all.addAll(optional);
      return all;
    }
  }

  private static final Keys WIDTH_GROUP =
      new Keys(List.of("pattern"), List.of("width", "init_scale_expr", "lr_scale_expr"));
  private static final Keys CHECKPOINT =
      new Keys(List.of("checkpoint"), List.of("checkpoint_filters", "checkpoint_renamer"));
  private static final Keys KIND = new Keys(List.of("module", "layers"), List.of());
  private static final Keys FIGURE = new Keys(List.of("postprocess_fn", "pattern"), List.of());

  private static final Set<String> NUMBERS = Set.of("width");
  private static final Set<String> TEXTS = Set.of("pattern", "init_scale_expr", "lr_scale_expr");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    context
        .written("optim.mup", "param_groups")
        .ifPresent(groups -> items(groups, WIDTH_GROUP, "a group of `optim.mup`", problems));
    context
        .written("model", "checkpoint")
        .ifPresent(entries -> items(entries, CHECKPOINT, "a checkpoint", problems));
    for (BoundBlock block : context.blocks("NonMonolithicTransformerFFN")) {
      block.argument("block").ifPresent(kinds -> items(kinds, KIND, "a kind of block", problems));
    }
    for (BoundBlock block : context.blocks("MetricsComputer")) {
      block
          .argument("postprocessors")
          .filter(argument -> argument.value() instanceof Value.Named)
          .map(argument -> (Value.Named) argument.value())
          .ifPresent(figures ->
              figures
                  .entries()
                  .values()
                  .forEach(entry -> map(entry, FIGURE, "a postprocessor", problems)));
    }
  }

  private static void items(Argument list, Keys keys, String what, Problems problems) {
    Values.items(list.value()).forEach(item -> map(item, keys, what, problems));
  }

  private static void map(Argument argument, Keys keys, String what, Problems problems) {
    if (!(argument.value() instanceof Value.Named(Map<String, Argument> entries))) {
      return;
    }
    TreeSet<String> missing = new TreeSet<>(keys.needed());
    missing.removeAll(entries.keySet());
    TreeSet<String> free = new TreeSet<>(keys.all());
    free.removeAll(entries.keySet());
    for (Map.Entry<String, Argument> entry : entries.entrySet()) {
      if (!keys.all().contains(entry.getKey())) {
        Optional<String> meant = NameGuess.among(free, entry.getKey());
        meant.ifPresent(missing::remove);
        problems
            .report(Code.UNKNOWN_ENTRY, entry.getValue().origin().span(), what, entry.getKey())
            .suggest(meant)
            .hint("it has " + String.join(", ", keys.all()));
      }
    }
    checkTypes(entries, what, problems);
    missing.forEach(
        name -> problems.report(Code.ENTRY_MISSING, argument.origin().span(), what, name));
  }

  /** Numbers where numbers belong, and text where text does. */
  private static void checkTypes(Map<String, Argument> entries, String what, Problems problems) {
    entries.forEach((name, argument) -> {
      boolean number = NUMBERS.contains(name);
      boolean wrong =
          switch (argument.value()) {
            case Value.Unknown unknown -> false;
            case Value.Int whole -> !number && TEXTS.contains(name);
            case Value.Real real -> !number && TEXTS.contains(name);
            case Value.Text text -> number;
            default -> number || TEXTS.contains(name);
          };
      if (wrong) {
        problems.report(
            Code.WRONG_TYPE,
            argument.origin().span(),
            "`" + name + "` of " + what,
            number ? "a number" : "text",
            Values.show(argument.value()));
      }
    });
  }
}
