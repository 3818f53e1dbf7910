// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Evaluator;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.graph.Section;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.schema.BlockSchema;
import java.util.List;
import java.util.Optional;

/** The values of an experiment's keys, the schema's defaults where nothing is written. */
final class RunKeys {

  private final Experiment experiment;
  private final Evaluator evaluator;

  RunKeys(Analysis analysis) {
    this.experiment = analysis.experiment();
    this.evaluator = new Evaluator(analysis.catalog());
  }

  /** A parameter of a block. */
  Value parameter(BoundBlock block, String name) {
    return evaluator.parameter(block, name);
  }

  /** A key of a section; unknown where there is no such section. */
  Value key(String section, String key) {
    return experiment
        .section(section)
        .map(found -> evaluator.parameter(asBlock(found), key))
        .orElseGet(Value.Unknown::new);
  }

  Optional<Long> whole(String section, String key) {
    return Values.whole(key(section, key));
  }

  Optional<Long> whole(BoundBlock block, String parameter) {
    return Values.whole(parameter(block, parameter));
  }

  Optional<Double> number(BoundBlock block, String parameter) {
    return Values.number(parameter(block, parameter));
  }

  boolean isOn(String section, String key) {
    return Values.bool(key(section, key)).orElse(false);
  }

  /** The texts of a list. */
  List<String> texts(String section, String key) {
    return Values.items(key(section, key)).stream()
        .flatMap(item -> Values.text(item.value()).stream())
        .toList();
  }

  /** The samples that one process takes in a step. */
  Optional<Long> batchSize() {
    return experiment
        .train()
        .flatMap(Experiment.DataSource::loader)
        .flatMap(loader -> whole(loader, "batch_size"));
  }

  private static BoundBlock asBlock(Section section) {
    return new BoundBlock(
        section.path(),
        BlockSchema.ofSection(section.schema()),
        false,
        section.values(),
        section.origin());
  }
}
