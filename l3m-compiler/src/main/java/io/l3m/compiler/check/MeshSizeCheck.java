// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The axes of the device mesh multiply to the number of processes. */
final class MeshSizeCheck implements Check {

  private static final String FSDP = "experiment.fsdp";
  private static final List<String> AXES =
      List.of("dp_replicate", "dp_shard", "tp_size", "cp_degree");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    boolean unclear =
        AXES.stream()
            .flatMap(axis -> context.written(FSDP, axis).stream())
            .anyMatch(argument -> argument.value() instanceof Value.Unknown);
    if (unclear || context.experiment().section(FSDP).isEmpty()) {
      return;
    }
    Optional<Long> replicate = written(context, "dp_replicate");
    Optional<Long> shard = written(context, "dp_shard");
    long inner = written(context, "tp_size").orElse(1L) * written(context, "cp_degree").orElse(1L);
    boolean sharded =
        !Values.text(context.key(FSDP, "sharding_strategy"))
            .orElse("")
            .toLowerCase(Locale.ROOT)
            .equals("no_shard");
    if (inner < 1) {
      return;
    }
    if (sharded && replicate.isPresent()) {
      compare(context, replicate.get() * shard.orElse(1L) * inner, problems);
      return;
    }
    if (context.worldSize() % inner != 0) {
      compare(context, inner, problems);
    }
    if (!sharded) {
      ignored(context, inner, problems);
    }
  }

  private static Optional<Long> written(CheckContext context, String key) {
    return context.written(FSDP, key).flatMap(argument -> Values.whole(argument.value()));
  }

  private static void compare(CheckContext context, long product, Problems problems) {
    // One process may just mean that nobody said how many there will be.
    if (product == context.worldSize() || context.worldSize() == 1) {
      return;
    }
    List<Argument> axes = new ArrayList<>();
    List<String> factors = new ArrayList<>();
    for (String axis : AXES) {
      context
          .written(FSDP, axis)
          .ifPresent(argument -> {
            axes.add(argument);
            factors.add("`" + axis + "` = " + Values.show(argument.value()));
          });
    }
    if (axes.isEmpty()) {
      return;
    }
    Span place = axes.getLast().origin().span();
    Problems.Report report =
        problems.report(
            Code.MESH_SIZE, place, String.join(", ", factors), product, context.worldSize());
    axes.forEach(argument -> report.label(argument.origin().span(), "an axis of the mesh"));
    report.hint("the number of processes is given by `--world-size`");
  }

  /** Without sharding every process holds a copy, whatever is asked. */
  private static void ignored(CheckContext context, long inner, Problems problems) {
    for (String key : List.of("dp_replicate", "dp_shard")) {
      Optional<Argument> argument = context.written(FSDP, key);
      Optional<Long> size = argument.flatMap(found -> Values.whole(found.value()));
      if (argument.isPresent() && size.isPresent() && size.get() != usual(context, inner, key)) {
        problems.report(
            Code.MESH_KEY_IGNORED,
            argument.get().origin().span(),
            key,
            size.get(),
            context.worldSize() / inner);
      }
    }
  }

  /** What the size of an axis is without sharding. */
  private static long usual(CheckContext context, long inner, String key) {
    boolean copies = key.equals("dp_replicate") && context.worldSize() > 1;
    return copies ? context.worldSize() / inner : 1;
  }
}
