// SPDX-License-Identifier: Apache-2.0
package io.l3m.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own files, found from the folder that the tests run in. */
public final class Checkout {

  /** The modules that people write. */
  private static final List<String> MODULES =
      List.of("l3m-weights", "l3m-compiler", "l3m-runtime", "l3m-maven-plugin", "l3m-cli");

  private Checkout() {}

  /** The folder that holds the modules. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("the tests must run inside a checkout");
      }
    }
    return folder;
  }

  /**
   * What is no part of the project, in the folder {@code shared} beside it or the one that {@code
   * -Dl3m.shared} names; it need not exist.
   */
  public static Path shared(String path) {
    String named = System.getProperty("l3m.shared");
    return (named == null ? root().resolveSibling("shared") : Path.of(named)).resolve(path);
  }

  /** The hand-written Java sources, main and test. */
  static List<Path> handWritten() {
    return Stream.concat(handWrittenMain().stream(), sources("/src/test/java").stream()).toList();
  }

  /** The hand-written Java sources that the modules are made of. */
  static List<Path> handWrittenMain() {
    return sources("/src/main/java");
  }

  static List<Path> files(Path folder, String suffix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** A file's name as a report shows it. */
  static String name(Path file) {
    return root().relativize(file.toAbsolutePath()).toString();
  }

  private static List<Path> sources(String folder) {
    return MODULES.stream()
        .flatMap(module -> files(root().resolve(module + folder), ".java").stream())
        .toList();
  }
}
