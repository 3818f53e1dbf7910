// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Parameters;
import java.io.IOException;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What a model with a person's own classes holds, beside what the entries of its blocks say that it
 * holds: names of checkpoints, groups of the optimiser and all forecasts go by the entries.
 */
final class OwnTensors {

  private OwnTensors() {}

  /** What differs, a sentence each; nothing is allocated. */
  static List<String> differences(CheckRequest request, Program program) throws IOException {
    Optional<ParameterTable> table =
        new Compiler().analyse(request).analysis().flatMap(found -> found.parameters());
    if (table.isEmpty() || !table.get().isComplete()) {
      return List.of();
    }
    Map<String, List<Long>> said = new LinkedHashMap<>();
    for (ParameterTable.Row row : table.get().rows()) {
      if (row.isState()) {
        said.put(row.name(), row.shape());
      }
    }
    return differences(said, held(program));
  }

  private static Map<String, List<Long>> held(Program program) throws IOException {
    Map<String, List<Long>> held = new LinkedHashMap<>();
    try (URLClassLoader loader = program.classPath().loader(program.classes())) {
      Class<?> model = loader.loadClass(program.mainClass() + "Model");
      Block root = (Block) model.getConstructor().newInstance();
      Parameters.of(root)
          .state()
          .forEach(
              (name, tensor) -> held.put(name, LongStream.of(tensor.shape()).boxed().toList()));
      return held;
    } catch (ReflectiveOperationException unfit) {
      return Map.of(); // the program will say what its model lacks
    }
  }

  private static List<String> differences(
      Map<String, List<Long>> said, Map<String, List<Long>> held) {
    if (held.isEmpty()) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    said.forEach((name, shape) -> {
      List<Long> other = held.get(name);
      if (other == null) {
        found.add("`%s` is in the entry of its block, but not in the class".formatted(name));
      } else if (!other.equals(shape)) {
        found.add("`%s` is %s by the entry, but %s in the class".formatted(name, shape, other));
      }
    });
    held.keySet().stream()
        .filter(name -> !said.containsKey(name))
        .forEach(name ->
            found.add("`%s` is in the class of its block, but not in the entry".formatted(name)));
    return found;
  }
}
