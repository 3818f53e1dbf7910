// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.schema.BlockCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds every node of an assembled config to the schema that describes it. The only place that
 * looks at {@code _target_} and its companions.
 *
 * <p>What cannot be bound is reported and becomes poison: an unknown value or an empty part, about
 * which later phases are silent.
 */
public final class Binder {

  private final BlockCatalog catalog;
  private final Problems problems;

  public Binder(BlockCatalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  /** The typed experiment of a config. */
  public Experiment bind(AssembledConfig config) {
    Binding binding = new Binding(catalog, problems, config);
    Map<String, Section> sections = new SectionBinder(binding, config).bind();
    new UnreadTargets(binding).check(config);
    return new Experiment(
        config,
        block(sections, "model", "meta_model"),
        train(sections),
        validation(sections),
        block(sections, "", "loss"),
        block(sections, "", "val_loss"),
        block(sections, "", "metrics"),
        block(sections, "optim", "optimizer"),
        block(sections, "optim", "scheduler"),
        sections);
  }

  private static Optional<BoundBlock> block(
      Map<String, Section> sections, String section, String key) {
    return Optional.ofNullable(sections.get(section))
        .flatMap(found -> found.value(key))
        .flatMap(argument -> asBlock(argument.value()));
  }

  private static Optional<BoundBlock> asBlock(Value value) {
    return value instanceof Value.Block(BoundBlock block) ? Optional.of(block) : Optional.empty();
  }

  private static Optional<Experiment.DataSource> train(Map<String, Section> sections) {
    return block(sections, "data.train", "dataset")
        .map(dataset ->
            new Experiment.DataSource(
                "train",
                dataset,
                block(sections, "data.train", "dataloader"),
                block(sections, "data.train", "collator")));
  }

  /** One set alone is called {@code dataset}, as in the original's log. */
  private static List<Experiment.DataSource> validation(Map<String, Section> sections) {
    Optional<Value> datasets =
        Optional.ofNullable(sections.get("data.validation"))
            .flatMap(section -> section.value("dataset"))
            .map(Argument::value);
    List<Experiment.DataSource> sources = new ArrayList<>();
    datasets
        .flatMap(Binder::asBlock)
        .ifPresent(one -> sources.add(source(sections, one, "dataset")));
    if (datasets.orElse(new Value.Unknown()) instanceof Value.Named several) {
      several
          .entries()
          .forEach((name, argument) ->
              asBlock(argument.value()).ifPresent(one -> sources.add(source(sections, one, name))));
    }
    return sources;
  }

  private static Experiment.DataSource source(
      Map<String, Section> sections, BoundBlock dataset, String name) {
    return new Experiment.DataSource(
        name,
        dataset,
        block(sections, "data.validation", "dataloader"),
        block(sections, "data.validation", "collator"));
  }
}
