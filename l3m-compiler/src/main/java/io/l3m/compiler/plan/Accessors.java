// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.schema.Port.KeyName;
import java.util.Optional;

/**
 * How the results of a block with several are called in Java: {@code write_key} is {@code output},
 * {@code "{write_key}_trunk"} is {@code trunk}, {@code "logit_scale"} is {@code logitScale}.
 */
final class Accessors {

  private static final String OUTPUT = "output";

  private Accessors() {}

  static String of(DataFlow.Step step, DataFlow.Item written) {
    return step.block().schema().writes().stream()
        .filter(port -> key(step.block(), port).equals(written.key()))
        .findFirst()
        .map(Accessors::name)
        .orElse(OUTPUT);
  }

  private static String key(BoundBlock block, Port port) {
    return switch (port.key()) {
      case KeyName.FromParameter from -> text(block, from.parameter());
      case KeyName.Fixed fixed -> fixed.key();
      case KeyName.Template template -> text(block, template.parameter()) + template.suffix();
      case KeyName.OfPart part -> ""; // read only
      case KeyName.EachWriteKey each -> "";
      case KeyName.EachEnding each -> "";
    };
  }

  private static String text(BoundBlock block, String parameter) {
    Optional<String> written =
        block
            .argument(parameter)
            .map(argument -> argument.value() instanceof Value.Text text ? text.value() : "");
    return written
        .or(() ->
            block
                .schema()
                .parameter(parameter)
                .flatMap(Parameter::defaultValue)
                .map(value -> value instanceof Expr.Literal(String text) ? text : ""))
        .orElse("");
  }

  private static String name(Port port) {
    return switch (port.key()) {
      case KeyName.FromParameter from -> {
        String stem = from.parameter().replaceFirst("_?(write_)?key$", "");
        yield stem.isEmpty() || stem.equals("write") ? OUTPUT : Names.camelCase(stem);
      }
      case KeyName.Fixed fixed -> Names.camelCase(fixed.key());
      case KeyName.Template template -> Names.camelCase(template.suffix());
      case KeyName.OfPart part -> OUTPUT;
      case KeyName.EachWriteKey each -> OUTPUT;
      case KeyName.EachEnding each -> OUTPUT;
    };
  }
}
