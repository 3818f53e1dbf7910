// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.NameGuess;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The pattern that a person probably meant. */
final class PatternGuess {

  private PatternGuess() {}

  /** The pattern with the part of the names that its words are nearest to. */
  static Optional<String> nearest(String glob, List<String> names) {
    Set<String> words = new TreeSet<>();
    for (String name : names) {
      for (String part : name.split("\\.", -1)) {
        words.add(part);
        words.addAll(List.of(part.split("_", -1)));
      }
    }
    for (String word : glob.split("[^A-Za-z0-9_]+", -1)) {
      if (!word.isEmpty() && names.stream().noneMatch(name -> name.contains(word))) {
        return NameGuess.slip(words, word).map(found -> glob.replace(word, found));
      }
    }
    return Optional.empty();
  }
}
