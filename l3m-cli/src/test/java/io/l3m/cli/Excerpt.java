// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a document that shows what a command prints or what is in a file. A block whose first
 * line is {@code $ ./l3m ARGUMENTS} shows what follows of its output. Otherwise a comment precedes
 * the block:
 *
 * <ul>
 *   <li>{@code <!-- excerpt: ./l3m ARGUMENTS -->}: what the command prints;
 *   <li>{@code <!-- excerpt: ./l3m ARGUMENTS | into FILE -->}: what it writes to a file;
 *   <li>{@code <!-- excerpt: PATH -->}: a file of the repository;
 *   <li>{@code <!-- no excerpt: REASON -->}: nothing that can be repeated.
 * </ul>
 *
 * <p>{@code | s/OLD/NEW/} changes the config that the command names; {@code | from TEXT} begins at
 * the first line with that beginning. Lines that begin with an ellipsis stand for what is left out.
 *
 * @param first the first line that is made anew, counted from 0
 * @param last the line after the last
 * @param command arguments of {@code l3m}; empty if a file is shown
 * @param file what is shown; empty if it is the output
 * @param from how the first line begins; empty for the first of all
 */
record Excerpt(
    int first, int last, List<String> command, String file, List<Edit> edits, String from) {

  private static final String FENCE = "```";
  private static final String SHELL = "$ ./l3m ";
  private static final String COMMAND = "./l3m ";
  private static final String NONE = "<!-- no excerpt:";
  private static final Pattern COMMENT = Pattern.compile("<!-- excerpt: (.*) -->");
  private static final Pattern EDIT = Pattern.compile("s/([^/]*)/([^/]*)/");

  /** A change of a config: the first text, which occurs once, becomes the second. */
  record Edit(String from, String to) {}

  /** The excerpts of a document, in order. */
  static List<Excerpt> in(List<String> lines) {
    List<Excerpt> excerpts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith(FENCE)) {
        continue;
      }
      int end = i + 1;
      while (!lines.get(end).equals(FENCE)) {
        end++;
      }
      String before = i == 0 ? "" : lines.get(i - 1);
      String content = lines.get(i + 1);
      Matcher comment = COMMENT.matcher(before);
      if (comment.matches()) {
        excerpts.add(of(i + 1, end, comment.group(1).split(" \\| ", -1)));
      } else if (content.startsWith(SHELL) && !before.startsWith(NONE)) {
        String[] words = {content.substring(2)};
        excerpts.add(of(i + 2, end, words));
      }
      i = end;
    }
    return excerpts;
  }

  private static Excerpt of(int first, int last, String[] parts) {
    boolean command = parts[0].startsWith(COMMAND);
    String file = command ? "" : parts[0];
    String from = "";
    List<Edit> edits = new ArrayList<>();
    for (String part : List.of(parts).subList(1, parts.length)) {
      Matcher edit = EDIT.matcher(part);
      if (edit.matches()) {
        edits.add(new Edit(edit.group(1), edit.group(2)));
      } else if (part.startsWith("into ")) {
        file = part.substring("into ".length());
      } else if (part.startsWith("from ")) {
        from = part.substring("from ".length());
      } else {
        throw new IllegalArgumentException("not known in a comment: " + part);
      }
    }
    List<String> arguments =
        command ? List.of(parts[0].substring(COMMAND.length()).split(" ", -1)) : List.of();
    return new Excerpt(first, last, arguments, file, edits, from);
  }

  /**
   * The lines of a text that are to be shown: as many as are shown now up to an ellipsis, and what
   * comes after it from the line on that comes after it now.
   */
  List<String> cut(List<String> text, List<String> shown) {
    List<String> cut = new ArrayList<>();
    int from = begin(text, shown);
    int at = 0;
    while (at < shown.size()) {
      while (at > 0 && at < shown.size() && shown.get(at).isBlank()) {
        cut.add(shown.get(at++));
      }
      int gap = at;
      while (gap < shown.size() && !isGap(shown.get(gap))) {
        gap++;
      }
      boolean last = gap == shown.size();
      if (at > 0 && gap > at) {
        from = next(text, from, shown.get(at), last ? gap - at : 0);
      }
      int to = last ? text.size() : Math.min(text.size(), from + gap - at);
      cut.addAll(text.subList(from, to));
      from = to;
      if (!last) {
        cut.add(shown.get(gap));
      }
      at = gap + 1;
    }
    return cut;
  }

  private int begin(List<String> text, List<String> shown) {
    boolean partial = shown.stream().anyMatch(Excerpt::isGap) && !isGap(shown.getFirst());
    String line = from.isEmpty() && partial ? shown.getFirst() : from;
    return line.isEmpty() ? 0 : next(text, 0, line, 0);
  }

  /**
   * The next line that begins like another, or with the same word; if none does, where the last
   * ones begin.
   */
  private static int next(List<String> text, int from, String line, int last) {
    String word = line.replaceFirst("(\\s*\\S+).*", "$1");
    for (String beginning : List.of(line, word)) {
      for (int i = from; i < text.size(); i++) {
        if (text.get(i).startsWith(beginning)) {
          return i;
        }
      }
    }
    if (last == 0) {
      throw new AssertionError("`%s` is not shown any more".formatted(line));
    }
    return Math.max(from, text.size() - last);
  }

  private static boolean isGap(String line) {
    String text = line.strip();
    return text.startsWith("…") || text.startsWith("// …");
  }
}
