// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.assemble.Expression.Literal;
import io.l3m.compiler.assemble.Expression.Range;
import io.l3m.compiler.assemble.Expression.Reference;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.ArrayList;
import java.util.EmptyStackException;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Reads the text of a scalar into an {@link Expression}. */
final class ExpressionParser {

  /** Deeper nesting than any config has, and shallow enough for a parser that recurses. */
  private static final int DEEPEST = 40;

  /** A text that no expression stands for. */
  static final class Malformed extends Exception {
    private final Range range;

    Malformed(String message, Range range) {
      super(message, null, false, false);
      this.range = range;
    }

    Range range() {
      return range;
    }

    /** Why, as a part of a sentence. */
    String reason() {
      return String.valueOf(getMessage());
    }
  }

  private ExpressionParser() {}

  /** A scalar that holds a reference. */
  static Expression parseScalar(String text) throws Malformed {
    int end = simpleEnd(text);
    return end > 0 ? simple(text) : parse(text, Entry.SCALAR);
  }

  /** A text that is one argument of a function, as {@code oc.decode} takes it. */
  static Expression parseArgument(String text) throws Malformed {
    return parse(text, Entry.ARGUMENT);
  }

  private enum Entry {
    SCALAR,
    ARGUMENT
  }

  /** The length of a text like <code>${a.b.c}</code>, which most are, or 0 for any other. */
  private static int simpleEnd(String text) {
    if (!text.startsWith("${") || !text.endsWith("}")) {
      return 0;
    }
    boolean name = false;
    for (int i = 2; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
      if (!word && (c != '.' || !name)) {
        return 0;
      }
      name = word;
    }
    return name ? text.length() : 0;
  }

  private static Reference simple(String text) {
    List<Expression> keys = new ArrayList<>();
    int start = 2;
    for (int i = 2; i < text.length(); i++) {
      if (text.charAt(i) == '.' || i == text.length() - 1) {
        ScalarValue key = new ScalarValue.Text(text.substring(start, i));
        keys.add(new Literal(key, new Range(start, i)));
        start = i + 1;
      }
    }
    return new Reference(0, keys, new Range(2, text.length() - 1), new Range(0, text.length()));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Expression parse(String text, Entry entry) throws Malformed {
    reportNesting(text);
    FirstError errors = new FirstError(text);
    InterpolationLexer lexer = new InterpolationLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    lexer.addErrorListener(errors);
    if (entry == Entry.ARGUMENT) {
      lexer.mode(InterpolationLexer.VALUE);
    }
    try {
      InterpolationParser parser = new InterpolationParser(new CommonTokenStream(lexer));
      parser.removeErrorListeners();
      parser.addErrorListener(errors);
      ExpressionBuilder builder = new ExpressionBuilder(text);
      return switch (entry) {
        case SCALAR -> builder.text(parser.scalar().text());
        case ARGUMENT -> builder.element(parser.argument().element());
      };
    } catch (ParseCancellationException first) {
      throw errors.malformed();
    } catch (EmptyStackException unbalanced) {
      // The lexer left a mode that it never entered.
      throw new Malformed("a `}` closes nothing", new Range(0, text.length()));
    }
  }

  private static void reportNesting(String text) throws Malformed {
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      open += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      if (open > DEEPEST) {
        throw new Malformed(
            "brackets are nested more than " + DEEPEST + " deep", new Range(i, i + 1));
      }
    }
  }

  /** Stops at the first error and says what it is. */
  private static final class FirstError extends BaseErrorListener {
    private final String text;
    private Malformed first = new Malformed("it cannot be read", Range.NOWHERE);

    FirstError(String text) {
      this.text = text;
    }

    Malformed malformed() {
      return first;
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object offendingSymbol,
        int line,
        int charPositionInLine,
        String message,
        RecognitionException error) {
      int at =
          offendingSymbol instanceof Token token
              ? text.offsetByCodePoints(0, Math.min(token.getStartIndex(), codePoints()))
              : offset(line, charPositionInLine);
      first = describe(at);
      throw new ParseCancellationException();
    }

    private int codePoints() {
      return text.codePointCount(0, text.length());
    }

    private int offset(int line, int column) {
      int start = 0;
      for (int i = 1; i < line; i++) {
        start = text.indexOf('\n', start) + 1;
      }
      int inLine = text.codePointCount(start, text.length());
      return text.offsetByCodePoints(start, Math.min(column, inLine));
    }

    private Malformed describe(int at) {
      int open = unclosed();
      if (open >= 0) {
        return new Malformed(
            "the `${` is not closed by `}`", new Range(open, text.stripTrailing().length()));
      }
      int before = Math.max(0, text.lastIndexOf("${", at));
      if (at >= text.length()) {
        long quotes = text.chars().filter(c -> c == '\'' || c == '"').count();
        String reason = quotes % 2 == 1 ? "a quote in it is not closed" : "it ends too early";
        return new Malformed(reason, new Range(before, text.length()));
      }
      if (text.charAt(at) == '}') {
        boolean empty = text.substring(Math.min(before + 2, at), at).isBlank();
        return new Malformed(
            empty ? "it names nothing" : "something is missing before `}`",
            new Range(before, at + 1));
      }
      int end = text.offsetByCodePoints(at, 1);
      String found = text.charAt(at) == ' ' ? "a space" : "`" + text.substring(at, end) + "`";
      boolean argument = text.substring(before, at).indexOf(':') > 0;
      return new Malformed(
          found + " cannot stand here" + (argument ? " outside quotes" : ""), new Range(at, end));
    }

    /** The offset of the first <code>${</code> or brace that has no end, or -1. */
    private int unclosed() {
      List<Integer> open = new ArrayList<>();
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) == '{') {
          open.add(i > 0 && text.charAt(i - 1) == '$' ? i - 1 : i);
        } else if (text.charAt(i) == '}' && !open.isEmpty()) {
          open.removeLast();
        }
      }
      return open.isEmpty() ? -1 : open.getFirst();
    }
  }
}
