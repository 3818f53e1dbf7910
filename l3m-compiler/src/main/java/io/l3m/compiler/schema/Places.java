// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Where the tokens of a part of a catalogue file stand in the file. */
final class Places {

  private final SourceFile file;
  private final int start;
  private final String part;
  private final boolean countsAsUtf16;

  /** The part of the file between two offsets. */
  Places(SourceFile file, int start, int end) {
    this.file = file;
    this.start = start;
    this.part = file.text().substring(start, end);
    this.countsAsUtf16 = part.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }

  String part() {
    return part;
  }

  Span of(Token token) {
    int from = offset(token.getStartIndex());
    return new Span(file, from, Math.max(from, offset(token.getStopIndex() + 1)));
  }

  Span of(ParserRuleContext context) {
    Span first = of(context.getStart());
    Token last = context.getStop() == null ? context.getStart() : context.getStop();
    return new Span(file, first.start(), Math.max(first.end(), of(last).end()));
  }

  /** The parser counts code points, spans count UTF-16 units. */
  private int offset(int index) {
    if (countsAsUtf16) {
      return start + Math.min(index, part.length());
    }
    int within = Math.min(index, part.codePointCount(0, part.length()));
    return start + part.offsetByCodePoints(0, within);
  }
}
