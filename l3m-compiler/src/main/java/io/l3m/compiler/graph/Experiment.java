// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.assemble.AssembledConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The typed whole. A part is empty where the config has none or where it could not be bound (then a
 * problem says so).
 *
 * @param sections by dotted path: {@code experiment}, {@code experiment.fsdp}, {@code optim},
 *     {@code data}, {@code data.train}, {@code model}, {@code wandb}, …
 */
public record Experiment(
    AssembledConfig config,
    Optional<BoundBlock> model,
    Optional<DataSource> train,
    List<DataSource> validation,
    Optional<BoundBlock> loss,
    Optional<BoundBlock> validationLoss,
    Optional<BoundBlock> metrics,
    Optional<BoundBlock> optimizer,
    Optional<BoundBlock> schedule,
    Map<String, Section> sections) {

  public Experiment {
    validation = List.copyOf(validation);
    sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
  }

  /** A section by its path, such as {@code optim.lr}. */
  public Optional<Section> section(String path) {
    return Optional.ofNullable(sections.get(path));
  }

  /** A key of a section, if it is written. */
  public Optional<Argument> written(String section, String key) {
    return section(section).flatMap(found -> found.value(key));
  }

  /** Every block of the config, owners before their parts. */
  public List<BoundBlock> blocks() {
    List<BoundBlock> blocks = new ArrayList<>();
    sections
        .values()
        .forEach(section -> section.values().values().forEach(value -> collect(value, blocks)));
    return blocks;
  }

  private static void collect(Argument argument, List<BoundBlock> blocks) {
    switch (argument.value()) {
      case Value.Block(BoundBlock block) -> {
        blocks.add(block);
        block.arguments().values().forEach(inner -> collect(inner, blocks));
      }
      case Value.Many(List<Argument> items) -> items.forEach(item -> collect(item, blocks));
      case Value.Named(Map<String, Argument> entries) ->
          entries.values().forEach(entry -> collect(entry, blocks));
      case Value.Null none -> {}
      case Value.Bool bool -> {}
      case Value.Int whole -> {}
      case Value.Real real -> {}
      case Value.Text text -> {}
      case Value.Unknown unknown -> {}
    }
  }

  /**
   * Where samples come from.
   *
   * @param name {@code train}, or the name of a validation set
   */
  public record DataSource(
      String name,
      BoundBlock dataset,
      Optional<BoundBlock> loader,
      Optional<BoundBlock> collator) {}
}
