// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.graph.StartingWeights;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.Construct.Operand;
import io.l3m.compiler.plan.Construct.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of weights that a run starts from, one setter for each line of the config. */
final class WeightsPlanner {

  private static final String STARTING_WEIGHTS = "io.l3m.runtime.checkpoint.StartingWeights";

  private final ConstructPlanner constructs;

  WeightsPlanner(ConstructPlanner constructs) {
    this.constructs = constructs;
  }

  /** Setters of the run: those of one file, or one for each entry of a list. */
  List<Setting> settings(Experiment experiment) {
    List<StartingWeights> files = StartingWeights.of(experiment);
    boolean listed =
        experiment
            .written("model", StartingWeights.FILE)
            .map(argument -> argument.value() instanceof Value.Many)
            .orElse(false);
    if (!listed) {
      return files.stream().flatMap(file -> settings(file).stream()).toList();
    }
    List<Setting> settings = new ArrayList<>();
    for (StartingWeights file : files) {
      Construct entry =
          new Construct(
              STARTING_WEIGHTS, settings(file), true, constructs.place(file.file().origin()));
      settings.add(new Setting("checkpoint", List.of(new Operand.Nested(entry)), Optional.empty()));
    }
    return settings;
  }

  private List<Setting> settings(StartingWeights file) {
    List<Setting> settings = new ArrayList<>();
    settings.add(setting("checkpoint", List.of(file.path()), file.file()));
    if (!file.filters().isEmpty()) {
      List<String> patterns =
          file.filters().stream().flatMap(item -> Values.text(item.value()).stream()).toList();
      settings.add(setting("checkpointFilters", patterns, file.filters().getFirst()));
    }
    for (Argument renaming : file.renamings()) {
      StartingWeights.pair(renaming)
          .ifPresent(pair -> settings.add(setting("checkpointRenamer", pair, renaming)));
    }
    file.family()
        .ifPresent(family ->
            settings.add(
                setting(
                    "checkpointRenamer",
                    List.of(Values.text(family.value()).orElseThrow()),
                    family)));
    return settings;
  }

  private Setting setting(String setter, List<String> texts, Argument line) {
    return new Setting(
        setter,
        texts.stream().<Operand>map(Operand.Text::new).toList(),
        constructs.place(line.origin()));
  }
}
