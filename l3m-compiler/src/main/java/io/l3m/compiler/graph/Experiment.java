// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.assemble.AssembledConfig;
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
    sections = Map.copyOf(sections);
  }

  public Optional<Section> section(String path) {
    return Optional.ofNullable(sections.get(path));
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
