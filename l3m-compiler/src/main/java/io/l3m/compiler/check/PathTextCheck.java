// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Section;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.ValueType;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path is what is written: no shell replaces {@code $HOME} or {@code ~} in it. */
final class PathTextCheck implements Check {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_]\\w*)\\}?");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock block : context.experiment().blocks()) {
      inspect(block.schema().parameters(), block.arguments(), problems);
    }
    for (Section section : context.experiment().sections().values()) {
      inspect(section.schema().keys(), section.values(), problems);
    }
  }

  private static void inspect(
      List<Parameter> parameters, Map<String, Argument> arguments, Problems problems) {
    for (Parameter parameter : parameters) {
      Argument argument = arguments.get(parameter.name());
      if (argument != null && isPath(parameter.type()) && parameter.ignored().isEmpty()) {
        Values.text(argument.value()).ifPresent(text -> inspect(text, argument, problems));
      }
    }
  }

  private static boolean isPath(ValueType type) {
    return type instanceof ValueType.PathType
        || (type instanceof ValueType.UnionType union
            && union.alternatives().stream().anyMatch(PathTextCheck::isPath));
  }

  private static void inspect(String text, Argument argument, Problems problems) {
    Matcher variable = VARIABLE.matcher(text);
    boolean home = text.equals("~") || text.startsWith("~/");
    Optional<String> literal =
        home
            ? Optional.of("~")
            : variable.find() ? Optional.of(variable.group()) : Optional.empty();
    boolean there = LocalFiles.path(text).filter(Files::exists).isPresent();
    if (literal.isEmpty() || there) {
      return;
    }
    String name = home ? "HOME" : variable.group(1);
    String meant = text.replace(literal.get(), "${oc.env:" + name + "}");
    problems
        .report(Code.PATH_NOT_EXPANDED, argument.origin().source(), literal.get())
        .suggest(Optional.of(meant));
  }
}
