// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import org.yaml.snakeyaml.error.Mark;

/**
 * Turns the marks of the YAML scanner, which count code points from where it began, into spans of
 * the source file, which count UTF-16 units from its beginning.
 */
final class Places {

  private final SourceFile file;
  private final int begin;

  /** UTF-16 offset by code point; empty when each code point is one unit, as nearly always. */
  private final int[] offsets;

  Places(SourceFile file, int begin) {
    this.file = file;
    this.begin = begin;
    this.offsets = offsets(file.text().substring(begin));
  }

  SourceFile file() {
    return file;
  }

  int offset(Mark mark) {
    return offset(mark.getIndex());
  }

  /** The offset of a code point, counted from where the scanner began. */
  int offset(int index) {
    int inText = offsets.length == 0 ? index : offsets[Math.min(index, offsets.length - 1)];
    return Math.min(begin + inText, file.text().length());
  }

  Span span(Mark start, Mark end) {
    int from = offset(start);
    return new Span(file, from, Math.max(from, trimmed(from, offset(end))));
  }

  /** The span between two offsets, without the white space at its end. */
  Span span(int start, int end) {
    return new Span(file, start, trimmed(start, end));
  }

  /** The single character at an offset, or nothing at the end of a line. */
  Span character(int offset) {
    int at = Math.min(offset, file.text().length());
    boolean shown = at < file.text().length() && "\r\n".indexOf(file.text().charAt(at)) < 0;
    return new Span(file, at, shown ? file.text().offsetByCodePoints(at, 1) : at);
  }

  private int trimmed(int start, int end) {
    int last = end;
    while (last > start && " \t\r\n".indexOf(file.text().charAt(last - 1)) >= 0) {
      last--;
    }
    return last;
  }

  private static int[] offsets(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return new int[0];
    }
    int[] offsets = new int[count + 1];
    int at = 0;
    for (int i = 0; i <= count; i++) {
      offsets[i] = at;
      if (i < count) {
        at = text.offsetByCodePoints(at, 1);
      }
    }
    return offsets;
  }
}
