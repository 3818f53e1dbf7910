// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.source.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the entries of a bundled catalogue file and their names without parsing them. It relies on
 * how the bundled files are laid out: an entry starts with {@code block} or {@code section} at the
 * beginning of a line, after its {@code ///} lines.
 */
final class EntryScanner {

  /** A piece of a file that holds one entry. */
  record Piece(boolean section, Head head, int start, int end) {}

  /** What stands before the brace: the target (or path) with its aliases, and the roles. */
  record Head(List<String> names, Set<String> roles) {}

  private static final String BLOCK = "block ";
  private static final String SECTION = "section ";

  private final String text;

  EntryScanner(SourceFile file) {
    this.text = file.text();
  }

  List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    int docStart = -1;
    int pieceStart = -1;
    int head = -1;
    for (int line = 0; line < text.length(); line = nextLine(line)) {
      if (text.startsWith("///", line)) {
        docStart = docStart < 0 ? line : docStart;
        continue;
      }
      if (text.startsWith(BLOCK, line) || text.startsWith(SECTION, line)) {
        int start = docStart < 0 ? line : docStart;
        if (head >= 0) {
          pieces.add(piece(pieceStart, head, start));
        }
        pieceStart = start;
        head = line;
      }
      docStart = -1;
    }
    if (head >= 0) {
      pieces.add(piece(pieceStart, head, text.length()));
    }
    return pieces;
  }

  private int nextLine(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end + 1;
  }

  private Piece piece(int start, int head, int end) {
    List<String> words = words(head, end);
    if (text.startsWith(SECTION, head)) {
      Head section = new Head(List.of(CatalogReader.path(words.get(1))), Set.of());
      return new Piece(true, section, start, end);
    }
    return new Piece(false, head(words), start, end);
  }

  private static Head head(List<String> words) {
    List<String> names = new ArrayList<>();
    Set<String> roles = new LinkedHashSet<>();
    String kind = "alias";
    for (String word : words.subList(1, words.size())) {
      switch (word) {
        case "alias", "role", "java", "refused" -> kind = word;
        default -> {
          if (kind.equals("alias")) {
            names.add(word);
          } else if (kind.equals("role")) {
            roles.add(word);
          }
        }
      }
    }
    return new Head(names, roles);
  }

  /** The words before the opening brace, strings and comments left out. */
  private List<String> words(int head, int end) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = head; i < end && text.charAt(i) != '{'; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || c == ',' || c == '"' || c == '#') {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
        i = c == '"' ? endOfString(i) : c == '#' ? nextLine(i) - 1 : i;
      } else {
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private int endOfString(int open) {
    int i = open + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }
}
