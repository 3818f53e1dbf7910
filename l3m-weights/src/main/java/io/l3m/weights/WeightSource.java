// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of weights and how its names become those of a model.
 *
 * @param filters patterns of names in the file that are left out; a parameter that the file lacks
 *     is excused by a pattern that fits its own name
 * @param renamer how the names that are left change
 */
public record WeightSource(WeightTable table, List<String> filters, Renamer renamer) {

  /** Copies the list. */
  public WeightSource {
    filters = List.copyOf(filters);
  }

  /** The tensors that are left, by their new names; where two get one name, the later one stays. */
  public WeightTable renamed() {
    List<Glob> globs = filters.stream().map(Glob::of).toList();
    Renaming renaming = Renaming.of(renamer, Set.of());
    Map<String, StoredTensor> renamed = new LinkedHashMap<>();
    table
        .tensors()
        .forEach((name, tensor) -> {
          if (globs.stream().noneMatch(glob -> glob.matches(name))) {
            renamed.putAll(renaming.rename(name, tensor));
          }
        });
    return new WeightTable(table.path(), renamed, table.metadata());
  }

  /** How names change. */
  public sealed interface Renamer {

    /**
     * Each pair replaces all occurrences of its first text by its second, one pair after another.
     */
    record Pairs(List<Pair> pairs) implements Renamer {
      /** Copies the list. */
      public Pairs {
        pairs = List.copyOf(pairs);
      }
    }

    /** From the names of the image encoders of AIMv2 that Apple has published. */
    record Aimv2() implements Renamer {}

    /** No name changes. */
    static Renamer none() {
      return new Pairs(List.of());
    }
  }

  /** One replacement in names. */
  public record Pair(String from, String to) {

    String apply(String name) {
      // Python puts the text between all characters where nothing is to be found.
      return from.isEmpty() ? interleaved(name) : name.replace(from, to);
    }

    private String interleaved(String name) {
      StringBuilder out = new StringBuilder(to);
      name.codePoints().forEach(c -> out.appendCodePoint(c).append(to));
      return out.toString();
    }
  }
}
