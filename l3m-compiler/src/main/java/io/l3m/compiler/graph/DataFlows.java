// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.source.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Follows the data of each source through the model into loss and metrics. Reports keys that are
 * read and not there, and values that do not fit.
 */
public final class DataFlows {

  private final Problems problems;
  private final Evaluator evaluator;
  private final Traces traces;
  private final ShapeFaults shapeFaults;
  private final Calls calls;
  private final Set<String> keys = new HashSet<>();
  private Optional<SourceFile> defaults = Optional.empty();

  public DataFlows(BlockCatalog catalog, Problems problems) {
    this.problems = problems;
    this.evaluator = new Evaluator(catalog);
    this.traces = new Traces(evaluator);
    this.shapeFaults = new ShapeFaults(problems, traces, evaluator);
    this.calls = new Calls(evaluator, shapeFaults);
  }

  /** The flow of the training data, then one for each validation set. */
  public List<DataFlow> of(Experiment experiment) {
    defaults = experiment.config().defaults();
    Suspicions suspicions = new Suspicions(experiment.blocks(), defaults);
    shapeFaults.suspect(suspicions);
    problems.uses(suspicions.uses());
    KeyFaults keyFaults =
        new KeyFaults(
            problems, new KeyUses(experiment, evaluator), traces, new AbsentStages(experiment));
    List<DataFlow> flows = new ArrayList<>();
    allKeys(experiment);
    if (experiment.train().isPresent()) {
      flows.add(flow(experiment, experiment.train().get(), true, keyFaults));
    } else {
      withoutData(experiment, keyFaults);
    }
    for (Experiment.DataSource source : experiment.validation()) {
      flows.add(flow(experiment, source, false, keyFaults));
    }
    return List.copyOf(flows);
  }

  private DataFlow flow(
      Experiment experiment, Experiment.DataSource source, boolean training, KeyFaults keyFaults) {
    FlowBuilder builder = builder(keyFaults);
    BatchBuilder samplesOf = new BatchBuilder(evaluator, calls, traces, problems);
    Map<String, Item> samples = samplesOf.batch(source.dataset());
    builder.start(samples);
    keyFaults.follow(Optional.of(new KeyFaults.Samples(source.dataset(), Set.copyOf(keys))));
    if (!samplesOf.isComplete() || samples.isEmpty()) {
      builder.goBlind();
    }
    if (isUnknown(experiment, training ? "data.train" : "data.validation", "collator")) {
      builder.forgetBatch();
    }
    source.collator().filter(block -> !block.partial()).ifPresent(builder::collate);
    List<Item> batch = builder.items();
    List<Step> model = part(builder, experiment.model());
    Optional<BoundBlock> loss =
        training ? experiment.loss() : experiment.validationLoss().or(experiment::loss);
    List<Step> criterion = part(builder, loss);
    List<Step> metrics = training ? List.of() : part(builder, experiment.metrics());
    builder.finish();
    return new DataFlow(source, batch, model, criterion, metrics);
  }

  private static boolean isUnknown(Experiment experiment, String section, String key) {
    return experiment
        .written(section, key)
        .filter(argument -> argument.value() instanceof Value.Unknown)
        .isPresent();
  }

  /** Notes what the samples of any data set have. */
  private void allKeys(Experiment experiment) {
    keys.clear();
    Traces none = new Traces(evaluator);
    Problems silent = new Problems();
    Calls quiet = new Calls(evaluator, new ShapeFaults(silent, none, evaluator));
    Stream.concat(experiment.train().stream(), experiment.validation().stream())
        .forEach(source ->
            keys.addAll(
                new BatchBuilder(evaluator, quiet, none, silent).batch(source.dataset()).keySet()));
  }

  /** Where the data are not known, the model can still be checked in itself. */
  private void withoutData(Experiment experiment, KeyFaults keyFaults) {
    FlowBuilder builder = builder(keyFaults);
    builder.goBlind();
    part(builder, experiment.model());
    part(builder, experiment.loss());
    builder.finish();
  }

  private FlowBuilder builder(KeyFaults keyFaults) {
    return new FlowBuilder(
        evaluator,
        calls,
        traces,
        new FlowBuilder.Faults(
            keyFaults,
            shapeFaults,
            new Constraints(evaluator, problems, defaults),
            problems,
            new PassedResults(problems, keyFaults.uses())));
  }

  private static List<Step> part(FlowBuilder builder, Optional<BoundBlock> block) {
    if (block.isEmpty()) {
      builder.goBlind();
      return List.of();
    }
    builder.run(block.get(), "");
    return builder.takeSteps();
  }
}
