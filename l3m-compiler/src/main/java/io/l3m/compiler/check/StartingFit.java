// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.graph.StartingWeights;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.schema.Member;
import io.l3m.weights.WeightFit;
import io.l3m.weights.WeightFit.Elements;
import io.l3m.weights.WeightFit.Slot;
import io.l3m.weights.WeightSource;
import io.l3m.weights.WeightTable;
import io.l3m.weights.WeightsFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the files of weights that are on this disk fit the model; only what they say about their
 * tensors is read.
 *
 * @param files what the config says
 * @param states what was found of each
 * @param sources all files, if all could be read
 * @param model what the state dict of the model has, if it is all known
 * @param fit how all files together fit, if both is known
 */
public record StartingFit(
    List<StartingWeights> files,
    List<FileState> states,
    Optional<List<WeightSource>> sources,
    Optional<Map<String, Slot>> model,
    Optional<WeightFit> fit) {

  public StartingFit {
    files = List.copyOf(files);
    states = List.copyOf(states);
  }

  /** What is known of a file. */
  sealed interface FileState {

    record Known(WeightSource source) implements FileState {}

    record Absent() implements FileState {}

    record Unreadable(String problem) implements FileState {}
  }

  /** Reads the files that an experiment names. */
  public static StartingFit of(Experiment experiment, Optional<ParameterTable> parameters) {
    List<StartingWeights> files = StartingWeights.of(experiment);
    List<FileState> states = new ArrayList<>();
    List<WeightSource> read = new ArrayList<>();
    for (StartingWeights file : files) {
      FileState state = read(file);
      states.add(state);
      if (state instanceof FileState.Known(WeightSource source)) {
        read.add(source);
      }
    }
    Optional<List<WeightSource>> sources =
        read.size() == files.size() && !files.isEmpty() ? Optional.of(read) : Optional.empty();
    Optional<Map<String, Slot>> model =
        parameters.filter(ParameterTable::isComplete).map(StartingFit::slots);
    return new StartingFit(
        files,
        states,
        sources,
        model,
        sources.flatMap(all -> model.map(slots -> WeightFit.of(all, slots))));
  }

  private static FileState read(StartingWeights file) {
    try {
      Path path = Path.of(file.path());
      return Files.exists(path)
          ? new FileState.Known(
              new WeightSource(WeightTable.read(path), texts(file.filters()), renamer(file)))
          : new FileState.Absent();
    } catch (WeightsFormatException broken) {
      return new FileState.Unreadable(broken.problem());
    } catch (IOException | InvalidPathException failed) {
      return new FileState.Unreadable("the system does not let it be read");
    }
  }

  private static WeightSource.Renamer renamer(StartingWeights file) {
    if (file.family().isPresent()) {
      return new WeightSource.Renamer.Aimv2();
    }
    List<WeightSource.Pair> pairs = new ArrayList<>();
    for (Argument renaming : file.renamings()) {
      StartingWeights.pair(renaming)
          .ifPresent(pair -> pairs.add(new WeightSource.Pair(pair.getFirst(), pair.getLast())));
    }
    return new WeightSource.Renamer.Pairs(pairs);
  }

  private static List<String> texts(List<Argument> arguments) {
    return arguments.stream().flatMap(item -> Values.text(item.value()).stream()).toList();
  }

  /** The element types of buffers are not described, so any will do. */
  private static Map<String, Slot> slots(ParameterTable table) {
    Map<String, Slot> slots = new LinkedHashMap<>();
    for (ParameterTable.Row row : table.rows()) {
      if (row.isState()) {
        slots.put(
            row.name(),
            new Slot(
                row.shape(),
                row.kind() == Member.Kind.PARAMETER ? Elements.FRACTIONS : Elements.ANY));
      }
    }
    return slots;
  }
}
