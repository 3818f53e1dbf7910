// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Section;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.Construct.Operand;
import io.l3m.compiler.plan.Construct.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The section {@code optim.mup} as the Java that makes it. */
public final class MupPlanner {

  private static final String MUP = "io.l3m.runtime.optim.Mup";
  private static final String GROUP = "io.l3m.runtime.optim.MupGroup";

  private final ConstructPlanner constructs;

  MupPlanner(ConstructPlanner constructs) {
    this.constructs = constructs;
  }

  Setting plan(Section mup) {
    List<Setting> settings = new ArrayList<>();
    OptionalDouble base = number(mup.value("base_width"));
    for (String key : List.of("base_width", "initialize")) {
      mup.schema()
          .key(key)
          .ifPresent(schema ->
              mup.value(key)
                  .ifPresent(value -> settings.addAll(constructs.settings(schema, value))));
    }
    mup.value("param_groups")
        .ifPresent(list -> {
          List<Operand> groups =
              Values.items(list.value()).stream()
                  .map(item -> (Operand) new Operand.Nested(group(item, base)))
                  .toList();
          settings.add(new Setting("paramGroups", groups, constructs.place(list.origin())));
        });
    Optional<Place> place = constructs.place(mup.origin());
    Construct made = new Construct(MUP, settings, true, place);
    return new Setting("mup", List.of(new Operand.Nested(made)), place);
  }

  private Construct group(Argument item, OptionalDouble base) {
    List<Setting> settings = new ArrayList<>();
    if (item.value() instanceof Value.Named(Map<String, Argument> entries)) {
      OptionalDouble own = number(Optional.ofNullable(entries.get("width")));
      OptionalDouble width = own.isPresent() ? own : base;
      entries.forEach((key, argument) ->
          operand(key, argument, base, width)
              .ifPresent(operand ->
                  settings.add(
                      new Setting(
                          Names.camelCase(key),
                          List.of(operand),
                          constructs.place(argument.origin())))));
    }
    return new Construct(GROUP, settings, true, constructs.place(item.origin()));
  }

  private static Optional<Operand> operand(
      String key, Argument argument, OptionalDouble base, OptionalDouble width) {
    return switch (key) {
      case "pattern" -> Values.text(argument.value()).map(Operand.Text::new);
      case "width" -> Values.number(argument.value()).map(Operand.Real::new);
      default -> {
        try {
          Formula formula = formula(argument.value(), base.orElse(1), width.orElse(1));
          yield Optional.of(new Operand.Lambda("(baseWidth, width) -> " + formula.java()));
        } catch (FormulaParser.Failure e) {
          yield Optional.empty(); // the factor stays 1, as a check has said
        }
      }
    };
  }

  /**
   * What an expression stands for.
   *
   * @throws FormulaParser.Failure if it cannot be read, or has no value for these widths
   */
  public static Formula formula(Value expression, double base, double width)
      throws FormulaParser.Failure {
    Optional<Double> number = Values.number(expression);
    Formula formula =
        number.isPresent()
            ? new Formula.Real(number.get())
            : FormulaParser.parse(Values.text(expression).orElse(""));
    if (!Double.isFinite(formula.at(base, width))) {
      throw new FormulaParser.Failure("it has no value for these widths");
    }
    return formula;
  }

  private static OptionalDouble number(Optional<Argument> argument) {
    return argument
        .flatMap(found -> Values.number(found.value()))
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }
}
