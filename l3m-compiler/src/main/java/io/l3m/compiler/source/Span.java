// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.source;

/** Half-open offsets in one source file; prints as {@code file:line:column}. */
public record Span(SourceFile file, int start, int end) implements Comparable<Span> {

  public Span {
    if (start < 0 || end < start || end > file.text().length()) {
      throw new IllegalArgumentException(
          "span [" + start + ", " + end + ") outside " + file.name());
    }
  }

  /** The 1-based line of its first character. */
  public int line() {
    return file.line(start);
  }

  /** The 1-based column of its first character, in UTF-16 units. */
  public int column() {
    return file.column(start);
  }

  /** The line of the last character. */
  public int endLine() {
    return file.line(Math.max(start, end - 1));
  }

  /** The column behind the last character. */
  public int endColumn() {
    return end == start ? column() : file.column(end - 1) + 1;
  }

  /** The piece of the text that it covers. */
  public String text() {
    return file.text().substring(start, end);
  }

  /** Files before overrides, then by file name, then by place. */
  @Override
  public int compareTo(Span other) {
    int byKind =
        Integer.compare(file.overrideIndex().orElse(-1), other.file.overrideIndex().orElse(-1));
    if (byKind != 0) {
      return byKind;
    }
    int byFile = file.name().compareTo(other.file.name());
    if (byFile != 0) {
      return byFile;
    }
    return start != other.start
        ? Integer.compare(start, other.start)
        : Integer.compare(end, other.end);
  }

  @Override
  public String toString() {
    return file.name() + ":" + line() + ":" + column();
  }
}
