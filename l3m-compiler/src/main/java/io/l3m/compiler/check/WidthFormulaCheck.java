// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.Formula;
import io.l3m.compiler.plan.FormulaParser;
import io.l3m.compiler.plan.MupPlanner;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The formulas of {@code optim.mup} can be computed for the widths of their groups. */
final class WidthFormulaCheck implements Check {

  private static final List<String> FORMULAS = List.of("init_scale_expr", "lr_scale_expr");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<Double> base =
        context
            .written("optim.mup", "base_width")
            .flatMap(argument -> Values.number(argument.value()));
    Optional<Argument> groups = context.written("optim.mup", "param_groups");
    if (base.isEmpty() || groups.isEmpty()) {
      return;
    }
    for (Argument group : Values.items(groups.get().value())) {
      if (group.value() instanceof Value.Named(Map<String, Argument> entries)) {
        inspect(entries, base.get(), problems);
      }
    }
  }

  private static void inspect(Map<String, Argument> group, double base, Problems problems) {
    Argument own = group.get("width");
    double width = own == null ? base : Values.number(own.value()).orElse(base);
    for (String key : FORMULAS) {
      Argument formula = group.get(key);
      if (formula != null && !(formula.value() instanceof Value.Unknown)) {
        inspect(formula, base, width, problems);
      }
    }
  }

  private static void inspect(Argument formula, double base, double width, Problems problems) {
    try {
      Formula unused = MupPlanner.formula(formula.value(), base, width);
    } catch (FormulaParser.Failure e) {
      problems
          .report(
              Code.FORMULA_FAILS, formula.origin().span(), Values.show(formula.value()), e.reason())
          .hint("a formula has " + Formula.vocabulary());
    }
  }
}
