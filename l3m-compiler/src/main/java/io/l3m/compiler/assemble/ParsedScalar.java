// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.assemble.Expression.Range;
import io.l3m.compiler.assemble.ExpressionParser.Malformed;

/** What came of parsing the text of a scalar. */
sealed interface ParsedScalar {

  /** A text that can be evaluated. */
  record Valid(Expression expression) implements ParsedScalar {}

  /** A text that cannot, with the reason as a part of a sentence. */
  record Faulty(String reason, Range range) implements ParsedScalar {}

  /** A parse tree takes a hundred times the memory of its text. */
  int LONGEST = 20_000;

  static ParsedScalar of(String text) {
    try {
      return text.length() > LONGEST ? tooLong(text) : valid(ExpressionParser.parseScalar(text));
    } catch (Malformed malformed) {
      return new Faulty(malformed.reason(), malformed.range());
    }
  }

  /** A text that is one argument of a function. */
  static ParsedScalar ofArgument(String text) {
    try {
      return text.length() > LONGEST ? tooLong(text) : valid(ExpressionParser.parseArgument(text));
    } catch (Malformed malformed) {
      return new Faulty(malformed.reason(), malformed.range());
    }
  }

  private static ParsedScalar valid(Expression expression) {
    return new Valid(expression);
  }

  private static ParsedScalar tooLong(String text) {
    return new Faulty(
        "a text with references has at most "
            + LONGEST
            + " characters, but this one has "
            + text.length(),
        new Range(0, text.length()));
  }
}
