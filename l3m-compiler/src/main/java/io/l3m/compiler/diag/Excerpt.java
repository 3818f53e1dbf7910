// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import io.l3m.compiler.source.Span;
import java.lang.Character.UnicodeScript;

/**
 * A line of a config as a terminal shows it: tabs widened, control characters made visible, and of
 * a very long line only the part around a place.
 */
final class Excerpt {

  private static final int WIDEST = 160;
  private static final int BEFORE = 60;
  private static final String CUT = "…";

  private final String line;
  private final int from;
  private final int to;

  private Excerpt(String line, int from, int to) {
    this.line = line;
    this.from = from;
    this.to = to;
  }

  /** The line on which a span begins. */
  static Excerpt of(Span span) {
    String line = span.file().lineText(span.line());
    if (line.length() <= WIDEST) {
      return new Excerpt(line, 0, line.length());
    }
    int from = whole(line, Math.max(0, Math.min(span.column() - 1, line.length()) - BEFORE));
    int to = whole(line, Math.min(line.length(), from + WIDEST));
    return new Excerpt(line, from, to);
  }

  String text() {
    String shown = shown(line.substring(from, to));
    return (from > 0 ? CUT : "") + shown + (to < line.length() ? CUT : "");
  }

  /** The column of a terminal, from 0, in which a span of this line begins. */
  int start(Span span) {
    int offset = inside(span.column() - 1);
    return (from > 0 ? 1 : 0) + columns(shown(line.substring(from, offset)));
  }

  /** How many columns a span covers on this line, at least one. */
  int width(Span span) {
    int start = inside(span.column() - 1);
    int end = span.endLine() == span.line() ? inside(span.endColumn() - 1) : to;
    return Math.max(1, columns(shown(line.substring(start, Math.max(start, end)))));
  }

  private int inside(int offset) {
    return Math.max(from, Math.min(offset, to));
  }

  /** Never between the halves of a character. */
  private static int whole(String line, int offset) {
    boolean between =
        offset > 0 && offset < line.length() && Character.isLowSurrogate(line.charAt(offset));
    return between ? offset - 1 : offset;
  }

  private static String shown(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == '\t') {
            out.append("    ");
          } else {
            out.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c);
          }
        });
    return out.toString();
  }

  private static int columns(String text) {
    return text.codePoints().map(Excerpt::columns).sum();
  }

  private static int columns(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  private static boolean isWide(int c) {
    if (c < 0x1100) {
      return false;
    }
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
      default -> Character.isEmojiPresentation(c) || (c >= 0xFF01 && c <= 0xFF60);
    };
  }
}
