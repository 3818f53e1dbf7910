// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Paths of a config on this machine, which need not be the one that trains. */
final class LocalFiles {

  private LocalFiles() {}

  static Optional<Path> path(Value value) {
    return Values.text(value).filter(text -> !text.isBlank()).flatMap(LocalFiles::path);
  }

  static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException problem) {
      return Optional.empty();
    }
  }

  /**
   * Whether something is not there although the folder that it should stand in is, so that this is
   * the machine that the path was written for.
   */
  static boolean isMissing(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    return path.getNameCount() > 1
        && !Files.exists(path)
        && folder != null
        && folder.getParent() != null
        && Files.isDirectory(folder);
  }

  /** What stands beside a path, by name. */
  static List<String> siblings(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    } catch (IOException problem) {
      return List.of();
    }
  }
}
