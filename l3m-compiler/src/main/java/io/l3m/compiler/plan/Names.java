// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import static java.lang.Character.DIRECTIONALITY_LEFT_TO_RIGHT;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import javax.lang.model.SourceVersion;

/**
 * Java identifiers for the names of a config: stable, legal, and each given once. Whatever the
 * config holds, only letters and digits get through; letters of all scripts that are written from
 * left to right, since others turn the direction of the code around them.
 */
public final class Names {

  /** What no component of a record may be called (JLS 8.10.1). */
  private static final Set<String> OF_EVERY_OBJECT =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> given = new HashMap<>();

  Names(String... reserved) {
    taken.addAll(Set.of(reserved));
  }

  /**
   * Names of the components of a record, which must not be those of the methods that every object
   * has.
   *
   * @param methods the other methods of the record
   */
  static Names ofComponents(String... methods) {
    Names names = new Names(methods);
    names.taken.addAll(OF_EVERY_OBJECT);
    return names;
  }

  /**
   * The identifier of {@code identity}, made from {@code wish}; the same identity gets the same one
   * again, another identity with the same wish a number behind it.
   */
  String of(String identity, String wish) {
    return of(identity, List.of(wish));
  }

  /** The same, made from the first wish that is free, else from the last. */
  String of(String identity, List<String> wishes) {
    return given.computeIfAbsent(
        identity, unused -> free(wishes.stream().map(Names::identifier).toList()));
  }

  /** Gives this identifier to nobody. */
  void reserve(String identifier) {
    taken.add(identifier);
  }

  private String free(List<String> names) {
    for (String name : names) {
      if (taken.add(name)) {
        return name;
      }
    }
    String unique = names.getLast();
    for (int i = 2; !taken.add(unique); i++) {
      unique = names.getLast() + i;
    }
    return unique;
  }

  private static String identifier(String wish) {
    String words = words(Normalizer.normalize(wish, Normalizer.Form.NFC), Names::isLetter);
    if (words.isEmpty() || isDigit(words.codePointAt(0))) {
      return "value" + words;
    }
    int first = words.codePointAt(0);
    String name =
        Character.toString(Character.toLowerCase(first))
            + words.substring(Character.charCount(first));
    return SourceVersion.isKeyword(name) ? name + "Value" : name;
  }

  /** Whether an identifier shows anything of the text but digits. */
  static boolean canShow(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().anyMatch(Names::isLetter);
  }

  private static boolean isLetter(int c) {
    return Character.isLetter(c) && Character.getDirectionality(c) == DIRECTIONALITY_LEFT_TO_RIGHT;
  }

  private static boolean isAsciiLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** {@code image_tokens} → {@code imageTokens}. */
  public static String camelCase(String text) {
    String pascal = pascalCase(text);
    return pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
  }

  /** {@code digits-vit} → {@code DigitsVit}; a name that begins with a digit gets {@code Run}. */
  public static String pascalCase(String text) {
    String name = words(text, Names::isAsciiLetter);
    if (name.isEmpty()) {
      return "Value";
    }
    return isDigit(name.charAt(0)) ? "Run" + name : name;
  }

  /** {@code image_tokens} → {@code ImageTokens}. */
  private static String words(String text, IntPredicate isLetter) {
    StringBuilder words = new StringBuilder();
    boolean begins = true;
    for (int c : text.codePoints().toArray()) {
      boolean kept = isLetter.test(c) || isDigit(c);
      if (kept) {
        words.appendCodePoint(begins ? Character.toUpperCase(c) : c);
      }
      begins = !kept;
    }
    return words.toString();
  }
}
