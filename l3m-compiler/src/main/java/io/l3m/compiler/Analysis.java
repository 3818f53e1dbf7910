// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.compiler.assemble.AssembleRequest;
import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.assemble.ConfigAssembler;
import io.l3m.compiler.assemble.ConfigInput;
import io.l3m.compiler.check.CheckContext;
import io.l3m.compiler.check.Checks;
import io.l3m.compiler.check.StartingFit;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Binder;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlows;
import io.l3m.compiler.graph.Evaluator;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.graph.Indentation;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.plan.ParameterTables;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.CatalogReader;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.yaml.SourceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of an experiment before a program is planned.
 *
 * @param flows the training flow, then one for each validation set
 * @param parameters of the model; empty where it could not be bound
 */
public record Analysis(
    BlockCatalog catalog,
    Experiment experiment,
    List<DataFlow> flows,
    Optional<ParameterTable> parameters) {

  public Analysis {
    flows = List.copyOf(flows);
  }

  /**
   * Reads, binds and checks a config; its problems are reported. Empty where the files cannot be
   * read.
   */
  @CanIgnoreReturnValue
  public static Optional<Analysis> of(CheckRequest request, Problems problems) {
    BlockCatalog catalog = catalog(request, problems);
    if (problems.hasErrors()) {
      return Optional.empty(); // a config that names a block of a wrong entry is not to blame
    }
    AssembleRequest assemble =
        new AssembleRequest(
            input(request, request.config()),
            request.defaults().map(file -> input(request, file)),
            request.overrides(),
            request.environment(),
            new Indentation(catalog, problems)::mend);
    AssembledConfig config = ConfigAssembler.assemble(assemble, problems);
    if (!config.complete()) {
      return Optional.empty();
    }
    Experiment experiment = new Binder(catalog, problems).bind(config);
    List<DataFlow> flows = new DataFlows(catalog, problems).of(experiment);
    Evaluator evaluator = new Evaluator(catalog);
    Optional<ParameterTable> parameters =
        experiment.model().map(model -> ParameterTables.of(model, evaluator));
    StartingFit weights = StartingFit.of(experiment, parameters);
    Checks.inspect(
        new CheckContext(experiment, flows, parameters, evaluator, weights, request.worldSize()),
        problems);
    return Optional.of(new Analysis(catalog, experiment, flows, parameters));
  }

  private static ConfigInput input(CheckRequest request, Path file) {
    return new ConfigInput.OnDisk(file, request.nameOf(file));
  }

  private static BlockCatalog catalog(CheckRequest request, Problems problems) {
    if (request.blocks().isEmpty()) {
      return CatalogReader.standard();
    }
    List<SourceFile> files = new ArrayList<>();
    for (Path file : request.blocks()) {
      SourceReader.read(file, request.nameOf(file), problems).ifPresent(files::add);
    }
    return CatalogReader.read(files, problems);
  }
}
