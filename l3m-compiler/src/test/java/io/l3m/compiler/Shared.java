// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Configs, and what is known of the original, that are no part of the project: the folder {@code
 * shared} beside the checkout has them, or the one that {@code -Dl3m.shared} names.
 */
public final class Shared {

  private static final Path FOLDER = folder();

  private Shared() {}

  private static Path folder() {
    String named = System.getProperty("l3m.shared");
    if (named != null) {
      return Path.of(named);
    }
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve(".mvn"))) {
      root = Objects.requireNonNull(root.getParent(), "the tests must run inside a checkout");
    }
    return root.resolveSibling("shared");
  }

  /** A file or folder, which need not exist. */
  public static Path file(String path) {
    return FOLDER.resolve(path);
  }

  /** Files whose name ends so, below a folder; one that does not exist where there is no folder. */
  public static List<Path> files(String folder, String ending) {
    Path start = file(folder);
    if (!Files.isDirectory(start)) {
      return List.of(start.resolve("none"));
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
