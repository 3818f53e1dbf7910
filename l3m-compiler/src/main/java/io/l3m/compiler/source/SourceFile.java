// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.source;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * A text and its line index. A command-line override is a source file of its own, so that every
 * place in the compiler is a {@link Span}.
 */
public final class SourceFile {

  private final String name;
  private final String text;
  private final int[] lineStarts;
  private final int overrideIndex;

  private SourceFile(String name, String text, int overrideIndex) {
    this.name = name;
    this.text = text;
    this.overrideIndex = overrideIndex;
    this.lineStarts = lineStarts(text);
  }

  /** A file, under the name that reports show. */
  public static SourceFile of(String name, String text) {
    return new SourceFile(name, text, -1);
  }

  /** The override argument at {@code index} of the command line. */
  public static SourceFile ofOverride(int index, String argument) {
    return new SourceFile("override " + (index + 1), argument, index);
  }

  /** What the file is called in reports. */
  public String name() {
    return name;
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  /** The index of the command-line override that this text is, or empty for a file. */
  public OptionalInt overrideIndex() {
    return overrideIndex < 0 ? OptionalInt.empty() : OptionalInt.of(overrideIndex);
  }

  /** The 1-based line of an offset. */
  public int line(int offset) {
    int index = Arrays.binarySearch(lineStarts, offset);
    return index >= 0 ? index + 1 : -index - 1;
  }

  /** The 1-based column of an offset, in UTF-16 units. */
  public int column(int offset) {
    return offset - lineStarts[line(offset) - 1] + 1;
  }

  /** The offset of a 1-based line and column, at most the end of the text. */
  public int offset(int line, int column) {
    return Math.min(lineStarts[line - 1] + column - 1, text.length());
  }

  /** The offset behind the last character of a 1-based line, before its line break. */
  public int lineEnd(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] : text.length();
    while (end > start && "\r\n".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  /** The text of a 1-based line, without its line break. */
  public String lineText(int line) {
    return text.substring(lineStarts[line - 1], lineEnd(line));
  }

  /** The span of the whole text. */
  public Span whole() {
    return new Span(this, 0, text.length());
  }

  @Override
  public String toString() {
    return name;
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      if (ends) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }
}
