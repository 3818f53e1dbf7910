// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.assemble.ConfigOverride.Action;
import io.l3m.compiler.assemble.ConfigOverride.Step;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an argument of the command line.
 *
 * <pre>
 * override = path "=" value | "+" path "=" value | "++" path "=" value | "~" path
 * path     = name { "." name | "[" name "]" | "['" name "']" }
 * </pre>
 *
 * The first {@code =} ends the path; the value is YAML, as in a file, and nothing is null. {@code
 * ++} sets a key whether it is there or not, as no sign in front does.
 */
final class OverrideParser {

  /** A step, and where what follows it begins. */
  private record Parsed(Step step, int next) {}

  private final Problems problems;

  OverrideParser(Problems problems) {
    this.problems = problems;
  }

  /** The override, or empty when the argument is none and that was reported. */
  Optional<ConfigOverride> parse(SourceFile argument) {
    String text = argument.text();
    if (text.startsWith("-")) {
      String option = text.contains("=") ? text.substring(0, text.indexOf('=')) : text;
      problems
          .report(Code.OVERRIDE_IS_FLAG, argument.whole(), option)
          .hint(
              "overrides are written `a.b=c`, `+a.b=c` or `~a.b`; `l3m --help` lists the options");
      return Optional.empty();
    }
    if (text.startsWith("~")) {
      return parseDeletion(argument);
    }
    int equals = text.indexOf('=');
    if (equals < 0) {
      problems
          .report(Code.OVERRIDE_WITHOUT_VALUE, argument.whole(), text)
          .hint("write `a.b=c`, or `a.b=null` for no value");
      return Optional.empty();
    }
    int begin = text.startsWith("++") ? 2 : text.startsWith("+") ? 1 : 0;
    Optional<List<Step>> path = path(argument, begin, equals);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    ConfigNode value = new YamlReader(problems).readValue(argument, equals + 1);
    return Optional.of(
        new ConfigOverride(argument, begin == 1 ? Action.ADD : Action.SET, path.get(), value));
  }

  private Optional<ConfigOverride> parseDeletion(SourceFile argument) {
    String text = argument.text();
    int equals = text.indexOf('=');
    if (equals >= 0) {
      problems
          .report(Code.OVERRIDE_DELETE_VALUE, argument.whole(), text.substring(1, equals).strip())
          .hint("write `~a.b` to delete, or `a.b=c` to set");
      return Optional.empty();
    }
    ErrorNode nothing = new ErrorNode(new Origin.Written(argument.whole()));
    return path(argument, 1, text.length())
        .map(path -> new ConfigOverride(argument, Action.DELETE, path, nothing));
  }

  private Optional<List<Step>> path(SourceFile argument, int begin, int end) {
    List<Step> steps = new ArrayList<>();
    int at = skipSpaces(argument.text(), begin, end);
    int last = skipSpacesBack(argument.text(), at, end);
    while (at < last || steps.isEmpty()) {
      Optional<Parsed> parsed = step(argument, at, last, steps.isEmpty());
      if (parsed.isEmpty()) {
        reportPath(argument, begin, end);
        return Optional.empty();
      }
      steps.add(parsed.get().step());
      at = parsed.get().next();
    }
    return Optional.of(steps);
  }

  private static Optional<Parsed> step(SourceFile argument, int at, int end, boolean first) {
    String text = argument.text();
    if (at < end && text.charAt(at) == '[') {
      return bracketed(argument, at + 1, end);
    }
    int start = first ? at : at + 1;
    if (!first && text.charAt(at) != '.') {
      return Optional.empty();
    }
    int stop = start;
    while (stop < end && ".[]".indexOf(text.charAt(stop)) < 0) {
      stop++;
    }
    boolean closes = stop < end && text.charAt(stop) == ']';
    return start == stop || closes ? Optional.empty() : parsed(argument, start, stop, stop);
  }

  private static Optional<Parsed> bracketed(SourceFile argument, int at, int end) {
    String text = argument.text();
    boolean quoted = at < end && (text.charAt(at) == '\'' || text.charAt(at) == '"');
    String close = quoted ? text.charAt(at) + "]" : "]";
    int start = quoted ? at + 1 : at;
    int stop = text.indexOf(close, start);
    return stop <= start || stop + close.length() > end
        ? Optional.empty()
        : parsed(argument, start, stop, stop + close.length());
  }

  private static Optional<Parsed> parsed(SourceFile argument, int start, int end, int next) {
    Span place = new Span(argument, start, end);
    return Optional.of(new Parsed(new Step(place.text(), place), next));
  }

  private void reportPath(SourceFile argument, int begin, int end) {
    String path = argument.text().substring(begin, end);
    problems
        .report(Code.OVERRIDE_PATH, new Span(argument, begin, end), path.isBlank() ? "=" : path)
        .hint("write names with dots between them, as in `optim.optimizer.lr=1e-3`");
  }

  private static int skipSpaces(String text, int begin, int end) {
    int at = begin;
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int skipSpacesBack(String text, int begin, int end) {
    int at = end;
    while (at > begin && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }
}
