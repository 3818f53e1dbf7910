// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entries that explain the compiler's messages, in Markdown: an example, the message as people
 * see it, the reason and the remedy. They stand in the resource {@code errors.md}, each below a
 * heading that is its code.
 */
public final class ErrorCatalog {

  private static final Pattern HEADING = Pattern.compile("(?m)^## (L3M\\d{4})\\n");
  private static final Pattern NUMBER = Pattern.compile("(?:L3M)?0*(\\d{1,4})");
  private static final int MOST_GUESSES = 3;

  private final Map<Code, String> entries;

  private ErrorCatalog(Map<Code, String> entries) {
    this.entries = entries;
  }

  /** The entries that come with the compiler. */
  public static ErrorCatalog standard() {
    return parse(resource());
  }

  /** The entries of a text in the form of {@code errors.md}. */
  public static ErrorCatalog parse(String text) {
    Map<Code, String> entries = new EnumMap<>(Code.class);
    Matcher heading = HEADING.matcher(text);
    boolean more = heading.find();
    while (more) {
      int start = heading.end();
      String id = heading.group(1);
      more = heading.find();
      String entry = text.substring(start, more ? heading.start() : text.length()).strip();
      Code code = code(id).orElseThrow(() -> new IllegalStateException("no message has " + id));
      if (entries.put(code, entry) != null) {
        throw new IllegalStateException(id + " is explained twice");
      }
    }
    return new ErrorCatalog(entries);
  }

  /** The code that a person means by {@code L3M0312}, {@code l3m312} or {@code 312}. */
  public static Optional<Code> code(String word) {
    Matcher number = NUMBER.matcher(word.toUpperCase(Locale.ROOT));
    if (!number.matches()) {
      return Optional.empty();
    }
    String id = id(number);
    return Arrays.stream(Code.values()).filter(code -> code.id().equals(id)).findFirst();
  }

  /** The codes nearest to one that does not exist, best first: in number, else in spelling. */
  public static List<Code> near(String word) {
    Matcher number = NUMBER.matcher(word.toUpperCase(Locale.ROOT));
    if (number.matches()) {
      int wanted = Integer.parseInt(number.group(1));
      return inOrder().stream()
          .sorted(Comparator.comparingInt(code -> Math.abs(number(code) - wanted)))
          .limit(MOST_GUESSES)
          .toList();
    }
    List<String> ids = inOrder().stream().map(Code::id).toList();
    return NameGuess.among(ids, word).flatMap(ErrorCatalog::code).stream().toList();
  }

  /** All codes by their numbers. */
  public static List<Code> inOrder() {
    return Arrays.stream(Code.values()).sorted(Comparator.comparing(Code::id)).toList();
  }

  /** What stands below the heading of a code. */
  public Optional<String> find(Code code) {
    return Optional.ofNullable(entries.get(code));
  }

  private static String id(Matcher number) {
    return String.format(Locale.ROOT, "L3M%04d", Integer.parseInt(number.group(1)));
  }

  static int number(Code code) {
    return Integer.parseInt(code.id().substring("L3M".length()));
  }

  private static String resource() {
    try (InputStream in = ErrorCatalog.class.getResourceAsStream("/errors.md")) {
      if (in == null) {
        throw new IllegalStateException("the resource errors.md is missing");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
