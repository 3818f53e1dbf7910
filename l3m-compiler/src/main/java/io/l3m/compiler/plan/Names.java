// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * Java identifiers for the names of a config: stable, legal, and each given once. Whatever the
 * config holds, only letters and digits get through.
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
    String name = camelCase(wish);
    return SourceVersion.isKeyword(name) ? name + "Value" : name;
  }

  /** {@code image_tokens} → {@code imageTokens}. */
  public static String camelCase(String text) {
    String pascal = pascalCase(text);
    return pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
  }

  /** {@code digits-vit} → {@code DigitsVit}; a name that begins with a digit gets {@code Run}. */
  public static String pascalCase(String text) {
    StringBuilder name = new StringBuilder();
    boolean upper = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      if (letter || digit) {
        name.append(upper ? Character.toUpperCase(c) : c);
      }
      upper = !letter && !digit;
    }
    if (name.isEmpty()) {
      return "Value";
    }
    return Character.isDigit(name.charAt(0)) ? "Run" + name : name.toString();
  }
}
