// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

/**
 * Cuts text into the words of GPT-2, that is along the matches of {@code 's|'t|'re|'ve|'m|'ll|'d|
 * ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}, by one pass over the characters.
 */
final class GptWords {

  private static final byte LETTER = 1;
  private static final byte NUMBER = 2;
  private static final byte SPACE = 3;
  private static final byte OTHER = 4;

  private static final byte[] ASCII = new byte[128];

  static {
    for (int c = 0; c < ASCII.length; c++) {
      ASCII[c] = classify(c);
    }
  }

  private final String text;
  private final int limit;

  GptWords(String text, int limit) {
    this.text = text;
    this.limit = limit;
  }

  /** The end of the word that begins at {@code start}. */
  int end(int start) {
    char first = text.charAt(start);
    if (first == '\'') {
      int suffix = contraction(start);
      if (suffix > 0) {
        return start + suffix;
      }
    }
    int body = first == ' ' && start + 1 < limit && kind(start + 1) != SPACE ? start + 1 : start;
    byte kind = kind(body);
    int end = body;
    while (end < limit && kind(end) == kind) {
      end += Character.charCount(text.codePointAt(end));
    }
    // White space before a word leaves its last character to that word.
    boolean leavesLast = kind == SPACE && end < limit && end - start > 1;
    return leavesLast ? end - 1 : end;
  }

  private int contraction(int start) {
    if (start + 1 >= limit) {
      return 0;
    }
    char next = text.charAt(start + 1);
    if (next == 's' || next == 't' || next == 'm' || next == 'd') {
      return 2;
    }
    if (start + 2 >= limit) {
      return 0;
    }
    char last = text.charAt(start + 2);
    boolean ending = last == 'e' ? next == 'r' || next == 'v' : next == 'l' && last == 'l';
    return ending ? 3 : 0;
  }

  private byte kind(int at) {
    char unit = text.charAt(at);
    return unit < 128 ? ASCII[unit] : classify(text.codePointAt(at));
  }

  private static byte classify(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER ->
          LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          NUMBER;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          SPACE;
      default -> (codePoint >= 9 && codePoint <= 13) || codePoint == 0x85 ? SPACE : OTHER;
    };
  }
}
