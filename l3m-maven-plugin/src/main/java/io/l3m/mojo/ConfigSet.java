// SPDX-License-Identifier: Apache-2.0
package io.l3m.mojo;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CompileRequest;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The experiments of a Maven project, and how they are read.
 *
 * @param directory holds the configs
 * @param includes globs of paths below {@code directory}
 * @param excludes globs that win over {@code includes}
 * @param base the folder from which reports and programs name files
 * @param packageRoot each program gets a package below it, named after its config
 */
record ConfigSet(
    Path directory,
    List<String> includes,
    List<String> excludes,
    Optional<Path> defaults,
    List<String> overrides,
    List<Path> blocks,
    Map<String, String> environment,
    int worldSize,
    boolean strict,
    Path base,
    String packageRoot) {

  ConfigSet {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
    overrides = List.copyOf(overrides);
    blocks = List.copyOf(blocks);
    environment = Map.copyOf(environment);
  }

  /** One request a config, in the order of their paths. */
  List<CompileRequest> requests() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(this::isMeant).sorted().map(this::request).toList();
    }
  }

  private CompileRequest request(Path config) {
    Optional<Path> below = defaults.isPresent() ? defaults : CheckRequest.nearestDefaults(config);
    CheckRequest check =
        new CheckRequest(config, below, overrides, blocks, environment, worldSize, strict, base);
    return new CompileRequest(check, CompileRequest.packageOf(packageRoot, config));
  }

  private boolean isMeant(Path file) {
    Path below = directory.relativize(file);
    return Files.isRegularFile(file) && matches(includes, below) && !matches(excludes, below);
  }

  /** As elsewhere in Maven, {@code **}{@code /} stands for no folder, too. */
  private static boolean matches(List<String> globs, Path file) {
    return globs.stream()
        .flatMap(glob -> Stream.of(glob, glob.startsWith("**/") ? glob.substring(3) : glob))
        .map(ConfigSet::matcher)
        .anyMatch(matcher -> matcher.matches(file));
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }
}
