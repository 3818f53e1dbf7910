// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import java.util.OptionalInt;

/**
 * Finds the quote that somebody forgot to close. Such a quote is closed by the next one that comes,
 * often lines below, and only what follows that one looks wrong to a parser.
 */
final class OpenQuote {

  private final String text;
  private final int end;
  private int at;

  private OpenQuote(String text, int begin, int end) {
    this.text = text;
    this.at = begin;
    this.end = Math.min(end, text.length());
  }

  /**
   * The offset of a quote that opens a text over several lines, where that text ends in the line of
   * {@code fault} or does not end at all.
   */
  static OptionalInt before(String text, int begin, int fault) {
    return new OpenQuote(text, begin, fault).find();
  }

  private OptionalInt find() {
    boolean valueMayBegin = true;
    while (at < end) {
      char c = text.charAt(at);
      if (valueMayBegin && (c == '\'' || c == '"')) {
        int open = at;
        pass(c);
        boolean several = text.substring(open, Math.min(at, text.length())).indexOf('\n') >= 0;
        if (several && (at >= end || lineEnd(at) >= end)) {
          return OptionalInt.of(open);
        }
        valueMayBegin = false;
        continue;
      }
      if (c == '#' && (at == 0 || Character.isWhitespace(text.charAt(at - 1)))) {
        at = lineEnd(at);
        continue;
      }
      boolean space = c == ' ' || c == '\t';
      valueMayBegin = (space && valueMayBegin) || "\n\r[{,".indexOf(c) >= 0 || indicator(c);
      at++;
    }
    return OptionalInt.empty();
  }

  /** {@code -}, {@code :} or {@code ?} before a space. */
  private boolean indicator(char c) {
    return "-:?".indexOf(c) >= 0 && at + 1 < text.length() && text.charAt(at + 1) == ' ';
  }

  /** Goes behind the quote that closes. */
  private void pass(char quote) {
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && quote == '"') {
        at++;
      } else if (c == quote) {
        boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == quote && quote == '\'';
        at++;
        if (!doubled) {
          return;
        }
      }
    }
  }

  private int lineEnd(int offset) {
    int newline = text.indexOf('\n', offset);
    return newline < 0 ? text.length() : newline;
  }
}
