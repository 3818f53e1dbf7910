// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Section;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ConfigPath;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.List;
import java.util.Optional;

/** A run of several processes is told which modules are spread one by one. */
final class ShardPlanCheck implements Check {

  private static final String FSDP = "experiment.fsdp";
  private static final List<String> KEYS = List.of("shard_template", "fsdp_layers_to_wrap");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<Span> place = place(context);
    boolean named =
        KEYS.stream()
            .flatMap(key -> context.written(FSDP, key).stream())
            .anyMatch(argument ->
                argument.value() instanceof Value.Unknown
                    || !Values.items(argument.value()).isEmpty());
    if (place.isPresent() && !named) {
      problems
          .report(Code.SHARDS_UNNAMED, empty(context).orElse(place.get()))
          .hint(
              "name the lists of blocks in `shard_template`, or classes in `fsdp_layers_to_wrap`");
    }
  }

  /** Where a list stands that names none. */
  private static Optional<Span> empty(CheckContext context) {
    return KEYS.stream()
        .flatMap(key -> context.written(FSDP, key).stream())
        .filter(argument -> argument.value() instanceof Value.Many)
        .map(argument -> argument.origin().span())
        .findFirst();
  }

  /** Where the experiment speaks of sharding, if it does; one process alone needs no sharding. */
  private static Optional<Span> place(CheckContext context) {
    Optional<Section> section = context.experiment().section(FSDP);
    Optional<SourceFile> defaults = context.experiment().config().defaults();
    if (section.isEmpty()) {
      return context
          .experiment()
          .config()
          .find(ConfigPath.ROOT.child("experiment").child("fsdp"))
          .filter(node ->
              node instanceof ScalarNode scalar && scalar.value() instanceof ScalarValue.Null)
          .map(ConfigNode::span);
    }
    boolean ours =
        section.get().values().values().stream()
            .anyMatch(argument -> !defaults.equals(Optional.of(argument.origin().span().file())));
    return ours ? Optional.of(section.get().origin().span()) : Optional.empty();
  }
}
