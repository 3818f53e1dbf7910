// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of weights to start from: {@code model.checkpoint}, or one entry of its list.
 *
 * @param file names it
 * @param filters patterns of names that are left out
 * @param renamings pairs of texts
 * @param family the published models whose names the file has, instead of pairs
 */
public record StartingWeights(
    Argument file, List<Argument> filters, List<Argument> renamings, Optional<Argument> family) {

  public static final String FILE = "checkpoint";
  public static final String FILTERS = "checkpoint_filters";
  public static final String RENAMER = "checkpoint_renamer";

  public StartingWeights {
    filters = List.copyOf(filters);
    renamings = List.copyOf(renamings);
  }

  /**
   * All files that an experiment names, in their order; one whose name is not known is left out.
   */
  public static List<StartingWeights> of(Experiment experiment) {
    Map<String, Argument> model = experiment.section("model").map(Section::values).orElse(Map.of());
    Argument files = model.get(FILE);
    if (files == null) {
      return List.of();
    }
    if (!(files.value() instanceof Value.Many(List<Argument> entries))) {
      return one(model).stream().toList();
    }
    List<StartingWeights> all = new ArrayList<>();
    for (Argument entry : entries) {
      if (entry.value() instanceof Value.Named(Map<String, Argument> keys)) {
        one(keys).ifPresent(all::add);
      }
    }
    return all;
  }

  private static Optional<StartingWeights> one(Map<String, Argument> keys) {
    Argument file = keys.get(FILE);
    if (file == null || Values.text(file.value()).isEmpty()) {
      return Optional.empty();
    }
    Optional<Argument> renamer = Optional.ofNullable(keys.get(RENAMER));
    return Optional.of(
        new StartingWeights(
            file,
            items(Optional.ofNullable(keys.get(FILTERS))),
            items(renamer),
            renamer.filter(argument -> Values.text(argument.value()).isPresent())));
  }

  private static List<Argument> items(Optional<Argument> list) {
    return list.map(argument -> Values.items(argument.value())).orElse(List.of());
  }

  /** The name of the file. */
  public String path() {
    return Values.text(file.value()).orElseThrow();
  }

  /** The two texts of a renaming; empty for anything else. */
  public static Optional<List<String>> pair(Argument renaming) {
    List<String> texts =
        Values.items(renaming.value()).stream()
            .flatMap(item -> Values.text(item.value()).stream())
            .toList();
    return texts.size() == 2 && Values.items(renaming.value()).size() == 2
        ? Optional.of(texts)
        : Optional.empty();
  }
}
