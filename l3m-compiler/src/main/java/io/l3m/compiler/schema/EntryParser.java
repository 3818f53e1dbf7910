// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Runs the generated parser over a part of a catalogue file. */
final class EntryParser {

  /** More alternatives than this help nobody. */
  private static final int MOST_EXPECTED = 6;

  private final Places places;
  private final Problems problems;

  EntryParser(Places places, Problems problems) {
    this.places = places;
    this.problems = problems;
  }

  /**
   * The entries of the part, or none where its syntax is wrong; then the first fault is reported.
   */
  List<BlocksParser.EntryContext> parse(SourceFile file) {
    BlocksLexer lexer = new BlocksLexer(CharStreams.fromString(places.part()));
    lexer.removeErrorListeners();
    BlocksParser parser = new BlocksParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.setErrorHandler(new StopAtFirst());
    try {
      return parser.catalogue().entry();
    } catch (ParseCancellationException e) {
      return List.of();
    } catch (StackOverflowError e) {
      problems.report(Code.CATALOGUE_TOO_DEEP, file.whole());
      return List.of();
    }
  }

  /** No repair: what follows a fault is a guess. */
  private final class StopAtFirst extends DefaultErrorStrategy {

    @Override
    public void reportError(Parser recognizer, RecognitionException e) {
      Token token = e.getOffendingToken();
      String text = token.getType() == Token.EOF ? "the end of the entry" : token.getText();
      Problems.Report report = problems.report(Code.CATALOGUE_SYNTAX, places.of(token), text);
      Optional<String> keyword = keyword(token, recognizer.getVocabulary());
      report.suggest(keyword);
      if (keyword.isEmpty()) {
        expected(e.getExpectedTokens(), recognizer.getVocabulary()).ifPresent(report::hint);
      }
    }

    /** The word of the language that a name was probably meant to be. */
    private Optional<String> keyword(Token token, Vocabulary vocabulary) {
      if (token.getType() != BlocksLexer.ID) {
        return Optional.empty();
      }
      List<String> words =
          IntStream.rangeClosed(1, vocabulary.getMaxTokenType())
              .mapToObj(vocabulary::getLiteralName)
              .filter(name -> name != null && Character.isLetter(name.charAt(1)))
              .map(name -> name.substring(1, name.length() - 1))
              .toList();
      return NameGuess.slip(words, token.getText());
    }

    @Override
    public void recover(Parser recognizer, RecognitionException e) {
      throw new ParseCancellationException(e);
    }

    @Override
    public Token recoverInline(Parser recognizer) {
      InputMismatchException e = new InputMismatchException(recognizer);
      reportError(recognizer, e);
      throw new ParseCancellationException(e);
    }

    @Override
    public void sync(Parser recognizer) {
      // A fault is met where the token is matched.
    }

    private Optional<String> expected(IntervalSet tokens, Vocabulary vocabulary) {
      if (tokens.size() == 0 || tokens.size() > MOST_EXPECTED) {
        return Optional.empty();
      }
      return Optional.of(
          tokens.toList().stream()
              .map(vocabulary::getDisplayName)
              .map(name -> name.replace('\'', '`'))
              .collect(Collectors.joining(", ", "expected here: ", "")));
    }
  }
}
