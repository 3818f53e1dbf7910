// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says in a plain sentence what is wrong with a text that is not YAML, at the line where a person
 * sees it. The parser tells where it could not go on, which is often one or more lines later.
 */
final class SyntaxFaults {

  private final Places places;
  private final SourceFile file;
  private final Problems problems;

  SyntaxFaults(Places places, Problems problems) {
    this.places = places;
    this.file = places.file();
    this.problems = problems;
  }

  void report(MarkedYAMLException fault) {
    String problem = fault.getProblem() == null ? "" : fault.getProblem();
    String context = fault.getContext() == null ? "" : fault.getContext();
    Mark mark = fault.getProblemMark() == null ? fault.getContextMark() : fault.getProblemMark();
    int at = mark == null ? 0 : places.offset(mark);
    int from = fault.getContextMark() == null ? at : places.offset(fault.getContextMark());
    if (reportTab(at) || reportQuote(context, problem, from, at)) {
      return;
    }
    if (problem.startsWith("mapping values are not allowed")) {
      reportColon(at);
    } else if (problem.startsWith("could not find expected ':'")) {
      problems
          .report(Code.YAML_NO_COLON, lineContent(file.line(from)))
          .hint(
              isConflictMark(from)
                  ? "a merge left both versions here: keep one of them"
                  : howToWrite(file.line(from)));
    } else if (problem.startsWith("sequence entries are not allowed")) {
      reportListItem(at);
    } else if (context.startsWith("while parsing a flow")) {
      reportInBrackets(context, problem, from, at);
    } else if (context.startsWith("while parsing a block")
        || problem.startsWith("expected '<document")) {
      reportAfterBlock(at);
    } else if (context.startsWith("while scanning a double-quoted")) {
      problems
          .report(Code.YAML_BAD_ESCAPE, places.character(at))
          .hint("use single quotes, or write `\\\\` for a backslash");
    } else {
      reportStart(context, problem, from, at);
    }
  }

  /** A fault that the parser has no words for, behind what it took last. */
  void reportUnknown(Optional<Mark> last) {
    Span place = places.character(last.map(places::offset).orElse(0));
    problems.report(Code.YAML_SYNTAX, place, "the parser gives up here");
  }

  /** A tab in the indentation of the line or its neighbours, or where a value should begin. */
  private boolean reportTab(int at) {
    int line = file.line(at);
    int last = file.line(file.text().length());
    for (int near = Math.max(1, line - 1); near <= Math.min(last, line + 1); near++) {
      String text = file.lineText(near);
      String indentation = text.substring(0, text.length() - text.stripLeading().length());
      if (indentation.indexOf('\t') >= 0) {
        int offset = file.offset(near, 1) + indentation.indexOf('\t');
        StrayTabs.report(file, offset, problems);
        return true;
      }
    }
    if (at < file.text().length() && file.text().charAt(at) == '\t') {
      StrayTabs.report(file, at, problems);
      return true;
    }
    return false;
  }

  private boolean reportQuote(String context, String problem, int from, int at) {
    boolean open = context.contains("quoted scalar") && problem.startsWith("found unexpected");
    int begin = places.offset(0);
    OptionalInt quote = OpenQuote.before(file.text(), begin, at);
    if (quote.isEmpty() && !open) {
      return false;
    }
    int offset = quote.orElse(from);
    problems.report(Code.YAML_UNCLOSED_QUOTE, places.span(offset, file.lineEnd(file.line(offset))));
    return true;
  }

  /** A {@code : } that opens a map where none can be. */
  private void reportColon(int at) {
    int line = file.line(at);
    String before = file.text().substring(file.offset(line, 1), at);
    if (before.contains(": ")) {
      problems
          .report(Code.YAML_SECOND_COLON, places.character(at))
          .hint("put the value in quotes if the colon belongs to it");
      return;
    }
    int above = lineAbove(line);
    if (above == 0 || !reportBelow(above, line)) {
      problems.report(Code.YAML_INDENTATION, lineContent(line));
    }
  }

  /** Reports what is wrong with a line by the one above it; whether that tells. */
  private boolean reportBelow(int above, int line) {
    String bare = file.lineText(above).strip();
    int colon = bare.indexOf(": ");
    if (colon > 0 && indentation(line) > indentation(above)) {
      int empty = emptyAbove(above);
      if (empty > 0) {
        reportNotIndented(empty);
      } else {
        problems
            .report(
                Code.YAML_TOO_DEEP_INDENTATION,
                lineContent(line),
                bare.substring(0, colon).replaceFirst("^- +", ""),
                "has the value `" + bare.substring(colon + 1).strip() + "` already")
            .hint("indent it as the line above, or move that value into a line of its own");
      }
      return true;
    }
    if (isItem(above)) {
      reportIndentation(line, above);
      return true;
    }
    if (colon < 0 && !bare.endsWith(":")) {
      problems.report(Code.YAML_NO_COLON, lineContent(above)).hint(howToWrite(above));
      return true;
    }
    return false;
  }

  private void reportNotIndented(int empty) {
    String key = withoutComment(empty);
    problems
        .report(
            Code.YAML_NOT_INDENTED,
            lineContent(empty),
            key.substring(0, key.length() - 1).replaceFirst("^- +", ""))
        .label(lineContent(lineBelow(empty)), "this and what follows belong in it")
        .hint("indent those lines further than `" + key + "`");
  }

  /**
   * The empty key above some lines of its own indentation that was meant to hold them: one at the
   * margin, or one with a block beneath it. 0 where there is none.
   */
  private int emptyAbove(int line) {
    int above = line;
    int below = line;
    while (above > 0 && indentation(above) == indentation(line)) {
      if (withoutComment(above).endsWith(":")) {
        boolean block = file.lineText(below).strip().startsWith("_target_:");
        return block || indentation(above) == 0 ? above : 0;
      }
      below = above;
      above = lineAbove(above);
    }
    return 0;
  }

  private String withoutComment(int line) {
    return file.lineText(line).replaceFirst("\\s#.*$", "").strip();
  }

  /** The next line that is neither blank nor a comment. */
  private int lineBelow(int line) {
    int below = line + 1;
    while (isNothing(below)) {
      below++;
    }
    return below;
  }

  private boolean isNothing(int line) {
    String text = file.lineText(line).strip();
    return text.isEmpty() || text.startsWith("#");
  }

  private String howToWrite(int line) {
    String text = file.lineText(line).strip();
    return text.matches("-[^-\\s].*")
        ? "an item of a list is written `- " + text.substring(1) + "`, with a space behind the dash"
        : "write `key: value`, with a space behind the colon";
  }

  /** Whether git marks a line as one where two versions meet. */
  private boolean isConflictMark(int offset) {
    return file.text().startsWith("<<<<<<<", offset)
        || file.text().startsWith("=======", offset)
        || file.text().startsWith(">>>>>>>", offset);
  }

  private void reportListItem(int at) {
    boolean first = file.text().substring(file.offset(file.line(at), 1), at).isBlank();
    problems
        .report(Code.YAML_LIST_ITEM, places.character(at))
        .hint(
            first
                ? "the key above has a value already"
                : "begin the list in a line of its own, or write `[a, b]`");
  }

  private void reportInBrackets(String context, String problem, int from, int at) {
    boolean map = context.contains("mapping");
    String close = map ? "}" : "]";
    boolean later = file.line(at) > file.line(from);
    boolean over = problem.endsWith(" end>") || problem.endsWith(" start>");
    if (over || (later && problem.endsWith("got :"))) {
      problems
          .report(Code.YAML_UNCLOSED_BRACKET, places.character(from), map ? "{" : "[", close)
          .label(places.character(at), "the text up to here was read as part of it");
      return;
    }
    boolean reference = at > 0 && file.text().startsWith("${", at - 1);
    problems
        .report(Code.YAML_BRACKET, places.character(at), close)
        .label(places.character(from), "opened here")
        .hint(
            reference
                ? "put the reference in quotes: inside brackets, `{` opens a map"
                : "close the bracket, or separate the values by commas");
  }

  /** Something behind a block that is none of its entries. */
  private void reportAfterBlock(int at) {
    int line = file.line(at);
    boolean first = file.text().substring(file.offset(line, 1), at).isBlank();
    char c = at < file.text().length() ? file.text().charAt(at) : '\n';
    if (c == ']' || c == '}') {
      problems.report(Code.YAML_STRAY_BRACKET, places.character(at), c);
    } else if (!first) {
      problems
          .report(Code.YAML_AFTER_VALUE, places.span(at, file.lineEnd(line)))
          .hint("put the whole value in one pair of quotes");
    } else if (c == ':') {
      problems.report(Code.YAML_SYNTAX, places.character(at), "there is no key before `:`");
    } else {
      reportLineAfterBlock(line);
    }
  }

  /** A line that does not fit to the lines above it. */
  private void reportLineAfterBlock(int line) {
    int above = lineAbove(line);
    String text = above == 0 ? "" : file.lineText(above).strip();
    int sibling = sibling(line);
    boolean item = isItem(line);
    if (text.startsWith("%")) {
      problems.report(Code.YAML_BAD_START, lineContent(above), "%").hint("put the value in quotes");
    } else if (text.equals("...")) {
      problems
          .report(Code.YAML_SEVERAL_DOCUMENTS, lineContent(above))
          .hint("split the file, or delete the line `...`");
    } else if (sibling > 0 && item != isItem(sibling)) {
      problems
          .report(item ? Code.YAML_LIST_ITEM : Code.YAML_NO_ITEM, lineContent(line))
          .label(lineContent(sibling), item ? "here begins a map" : "here begins a list")
          .hint(item ? "indent it below a key" : "begin it with `- `, or indent it less");
    } else {
      reportIndentation(line, above);
    }
  }

  private void reportIndentation(int line, int above) {
    Problems.Report report = problems.report(Code.YAML_INDENTATION, lineContent(line));
    if (above > 0) {
      report.hint(
          "it has "
              + spaces(indentation(line))
              + " in front, those above it have "
              + String.join(", ", around(above)));
    }
  }

  /** How far the blocks around a line are indented, the innermost first. */
  private List<String> around(int line) {
    List<String> spaces = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    for (int above = line; above > 0; above = lineAbove(above)) {
      if (indentation(above) < least) {
        least = indentation(above);
        spaces.add(Integer.toString(least));
      }
    }
    return spaces;
  }

  private boolean isItem(int line) {
    String text = file.lineText(line).strip();
    return text.startsWith("- ") || text.equals("-");
  }

  /** The line above that has the same indentation, with only deeper ones between, or 0. */
  private int sibling(int line) {
    int above = lineAbove(line);
    while (above > 0 && indentation(above) > indentation(line)) {
      above = lineAbove(above);
    }
    return above > 0 && indentation(above) == indentation(line) ? above : 0;
  }

  /** A value that begins with a character that means something else. */
  private void reportStart(String context, String problem, int from, int at) {
    boolean nameOrBlock =
        context.contains("alias")
            || context.contains("anchor")
            || context.contains("block scalar")
            || context.contains("tag")
            || context.contains("directive");
    int place = nameOrBlock ? from : at;
    boolean inside = place < file.text().length();
    boolean unstartable = problem.contains("cannot start any token") || nameOrBlock;
    if (inside && (unstartable || problem.contains("node content"))) {
      char c = file.text().charAt(place);
      if (c == ']' || c == '}') {
        problems.report(Code.YAML_STRAY_BRACKET, places.character(place), c);
      } else {
        problems
            .report(Code.YAML_BAD_START, places.character(place), c)
            .hint("put the value in quotes");
      }
      return;
    }
    problems.report(Code.YAML_SYNTAX, places.character(at), problem);
  }

  private Span lineContent(int line) {
    int start = file.offset(line, 1) + indentation(line);
    return places.span(start, Math.max(start, file.lineEnd(line)));
  }

  private int indentation(int line) {
    String text = file.lineText(line);
    return text.length() - text.stripLeading().length();
  }

  /** The nearest line above that is neither blank nor a comment, or 0. */
  private int lineAbove(int line) {
    int above = line - 1;
    while (above > 0) {
      if (!isNothing(above)) {
        return above;
      }
      above--;
    }
    return 0;
  }

  private static String spaces(int count) {
    return count == 0 ? "no space" : count == 1 ? "1 space" : count + " spaces";
  }
}
