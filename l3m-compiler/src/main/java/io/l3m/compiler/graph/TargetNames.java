// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which target was meant by a name that nobody knows. */
final class TargetNames {

  private static final int EXAMPLES = 3;

  /** Without a module, a name that PyTorch has too is more likely that of the original. */
  private static final String ORIGINAL = "l3m.";

  private final BlockCatalog catalog;

  TargetNames(BlockCatalog catalog) {
    this.catalog = catalog;
  }

  /** A few targets that can stand in a position, by name. */
  List<String> withRole(String role) {
    return catalog.all().stream()
        .filter(schema -> schema.roles().contains(role) && schema.refused().isEmpty())
        .map(BlockSchema::target)
        .sorted()
        .limit(EXAMPLES)
        .toList();
  }

  /**
   * The same class in another module; a class of nearly the same name in the same module; else the
   * nearest of all names. Blocks that fit the position are preferred, then those that take the keys
   * that are written beside the target.
   */
  Optional<String> meant(String written, String role, Collection<String> keys) {
    return meant(written, keys, name -> hasRole(name, role))
        .or(() -> meant(written, keys, name -> true));
  }

  private Optional<String> meant(String written, Collection<String> keys, Predicate<String> fits) {
    List<String> names = catalog.names().stream().filter(fits).toList();
    return sameClass(names, written, keys)
        .or(() -> sameModule(names, written))
        .or(() -> NameGuess.among(names, written))
        .or(() -> similarClass(names, written));
  }

  private boolean hasRole(String name, String role) {
    return catalog.find(name).map(schema -> schema.roles().contains(role)).orElse(false);
  }

  private Optional<String> sameClass(
      Collection<String> names, String written, Collection<String> keys) {
    List<String> same =
        names.stream().filter(name -> simple(name).equals(simple(written))).toList();
    long least = same.stream().mapToLong(name -> foreign(name, keys)).min().orElse(0);
    List<String> fitting = same.stream().filter(name -> foreign(name, keys) == least).toList();
    boolean bare = written.indexOf('.') < 0;
    Optional<String> ofOriginal =
        fitting.stream().filter(name -> bare && name.startsWith(ORIGINAL)).findFirst();
    return fitting.size() < 2
        ? fitting.stream().findFirst()
        : ofOriginal.or(() -> NameGuess.nearest(fitting, written));
  }

  /**
   * The one block of a role that takes all keys, where there are two at least and the written one
   * takes none of them.
   */
  Optional<String> takingAll(BlockSchema written, String role, Collection<String> keys) {
    if (keys.size() < 2 || keys.stream().anyMatch(key -> written.parameter(key).isPresent())) {
      return Optional.empty();
    }
    List<String> others =
        catalog.all().stream()
            .filter(schema -> schema.roles().contains(role) && schema.refused().isEmpty())
            .filter(schema -> keys.stream().allMatch(key -> schema.parameter(key).isPresent()))
            .map(BlockSchema::target)
            .toList();
    return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
  }

  /** How many of the keys a block does not have. */
  private long foreign(String name, Collection<String> keys) {
    return catalog
        .find(name)
        .map(schema -> keys.stream().filter(key -> schema.parameter(key).isEmpty()).count())
        .orElse((long) keys.size());
  }

  private static Optional<String> sameModule(Collection<String> names, String written) {
    List<String> siblings =
        names.stream().filter(name -> module(name).equals(module(written))).toList();
    return NameGuess.among(siblings.stream().map(TargetNames::simple).toList(), simple(written))
        .map(found -> module(written) + "." + found);
  }

  private static Optional<String> similarClass(Collection<String> names, String written) {
    return NameGuess.among(
            names.stream().map(TargetNames::simple).distinct().toList(), simple(written))
        .flatMap(found ->
            NameGuess.nearest(
                names.stream().filter(name -> simple(name).equals(found)).toList(), written));
  }

  /** Whether a name differs from a written one by a letter or two, or by its module alone. */
  static boolean isSlip(String name, String written) {
    return simple(name).equals(simple(written))
        || NameGuess.slip(List.of(name), written).isPresent();
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String module(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}
