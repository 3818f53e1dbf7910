// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/** A sequence that several processes share, and how it is cut. */
record SharedSequence(long degree, Span place, List<BoundBlock> inputs, List<BoundBlock> buffers) {

  private static final String FSDP = "experiment.fsdp";
  private static final String PLAN = "experiment.cp_plan";

  /** The plan; empty where each process has whole sequences. */
  static Optional<SharedSequence> of(CheckContext context) {
    Optional<Argument> written = context.written(FSDP, "cp_degree");
    Optional<Long> degree = written.flatMap(argument -> Values.whole(argument.value()));
    return degree
        .filter(size -> size > 1)
        .map(size ->
            new SharedSequence(
                size,
                written.orElseThrow().origin().span(),
                plans(context, "cp_input_plans"),
                plans(context, "cp_parameter_plans")));
  }

  private static List<BoundBlock> plans(CheckContext context, String key) {
    return context.written(PLAN, key).stream()
        .flatMap(list -> Values.items(list.value()).stream())
        .flatMap(item -> Values.block(item.value()).stream())
        .toList();
  }
}
