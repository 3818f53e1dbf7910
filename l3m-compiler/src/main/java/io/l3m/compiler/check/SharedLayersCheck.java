// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/** Heads, widths and sequences that processes share can be cut into equal parts. */
final class SharedLayersCheck implements Check {

  private static final String FSDP = "experiment.fsdp";
  private static final List<String> HEADS =
      List.of("num_heads", "num_kv_heads", "num_key_value_heads");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<Argument> written = context.written(FSDP, "tp_size");
    Optional<Long> size = written.flatMap(argument -> Values.whole(argument.value()));
    List<BoundBlock> plans = context.blocks("TPPlan");
    if (size.isEmpty() || size.get() < 2 || plans.isEmpty()) {
      return;
    }
    Parts parts = new Parts(size.get(), written.get().origin().span(), problems);
    for (Step step : context.modelSteps()) {
      if (step.block().schema().roles().contains("trunk")) {
        CheckContext.inside(step.block()).stream()
            .filter(inner -> inner.schema().roles().contains("attention"))
            .forEach(attention -> heads(attention, context, parts));
        step.reads().stream()
            .findFirst()
            .flatMap(item -> item)
            .flatMap(item -> Producers.size(item, 1))
            .ifPresent(tokens -> parts.compare("tokens", tokens, step.block(), "read_key"));
      }
    }
    plans.forEach(plan -> widths(plan, context, parts));
  }

  private static void heads(BoundBlock attention, CheckContext context, Parts parts) {
    for (String name : HEADS) {
      if (attention.schema().parameter(name).isPresent()) {
        context
            .whole(attention, name)
            .ifPresent(count -> parts.compare(name, count, attention, name));
      }
    }
  }

  /** The rows of weights that a plan cuts by columns: those of a transformer's, or all. */
  private static void widths(BoundBlock plan, CheckContext context, Parts parts) {
    Optional<String> module = Values.text(context.value(plan, "module"));
    boolean all =
        Values.block(context.value(plan, "factory"))
            .map(factory -> factory.schema().simpleName().startsWith("colwise"))
            .orElse(false);
    List<ParameterTable.Row> rows =
        context.parameters().map(ParameterTable::rows).orElse(List.of());
    for (ParameterTable.Row row : rows) {
      boolean cut = row.name().endsWith(all ? "weight" : ".mlp.fc1.weight");
      if (cut && module.isPresent() && row.name().startsWith(module.get() + ".")) {
        parts.compare("the width of " + row.name(), row.shape().getFirst(), plan, "module");
        return;
      }
    }
  }

  /** How many parts there are, and who asked for them. */
  private record Parts(long count, Span place, Problems problems) {

    void compare(String what, long size, BoundBlock block, String parameter) {
      if (size % count != 0) {
        problems
            .report(Code.LAYERS_INDIVISIBLE, block.originOf(parameter).span(), what, size, count)
            .label(place, "as many processes share a layer");
      }
    }
  }
}
