// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Data sets and what is in them. */
final class Datasets {

  private static final String ROLE = "dataset";

  private Datasets() {}

  /** The data set that reads samples, behind those that only add to them. */
  static BoundBlock innermost(BoundBlock dataset) {
    Optional<BoundBlock> inner =
        dataset.arguments().values().stream()
            .flatMap(argument -> Values.block(argument.value()).stream())
            .filter(block -> block.schema().roles().contains(ROLE))
            .findFirst();
    return inner.map(Datasets::innermost).orElse(dataset);
  }

  /** How many classes a data set has: as is known of it, or as its folder holds here. */
  static Optional<Long> classes(BoundBlock dataset, CheckContext context) {
    return context
        .wholeNamed(dataset, "num_classes")
        .or(() ->
            folder(dataset, context)
                .map(folder -> (long) subfolders(folder).size())
                .filter(count -> count > 0));
  }

  /** The folder of a data set whose classes are folders, where it is on this machine. */
  static Optional<Path> folder(BoundBlock dataset, CheckContext context) {
    boolean named = dataset.schema().simpleName().endsWith("Folder");
    return named
        ? LocalFiles.path(context.value(dataset, "root")).filter(Files::isDirectory)
        : Optional.empty();
  }

  /** The folders in a folder; none where it cannot be read. */
  static List<Path> subfolders(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException problem) {
      return List.of();
    }
  }
}
