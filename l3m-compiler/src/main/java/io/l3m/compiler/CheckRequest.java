// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to check.
 *
 * @param config the experiment, named as the user named it
 * @param defaults the file that the experiment is merged over
 * @param overrides arguments {@code a.b=c} of the command line, in their order
 * @param blocks the user's own block schemas
 * @param environment the variables that {@code oc.env} sees
 * @param worldSize the number of processes that will train
 * @param strict whether every warning counts as an error
 */
public record CheckRequest(
    Path config,
    Optional<Path> defaults,
    List<String> overrides,
    List<Path> blocks,
    Map<String, String> environment,
    int worldSize,
    boolean strict) {

  public CheckRequest {
    overrides = List.copyOf(overrides);
    blocks = List.copyOf(blocks);
    environment = Map.copyOf(environment);
    if (worldSize < 1) {
      throw new IllegalArgumentException("at least one process trains, not " + worldSize);
    }
  }

  /** A config over the nearest defaults, trained by one process. */
  public static CheckRequest of(Path config) {
    return new CheckRequest(
        config, nearestDefaults(config), List.of(), List.of(), Map.of(), 1, false);
  }

  public CheckRequest withDefaults(Path file) {
    return new CheckRequest(
        config, Optional.of(file), overrides, blocks, environment, worldSize, strict);
  }

  public CheckRequest withOverrides(List<String> arguments) {
    return new CheckRequest(config, defaults, arguments, blocks, environment, worldSize, strict);
  }

  public CheckRequest withBlocks(List<Path> files) {
    return new CheckRequest(config, defaults, overrides, files, environment, worldSize, strict);
  }

  public CheckRequest withEnvironment(Map<String, String> variables) {
    return new CheckRequest(config, defaults, overrides, blocks, variables, worldSize, strict);
  }

  public CheckRequest withWorldSize(int processes) {
    return new CheckRequest(config, defaults, overrides, blocks, environment, processes, strict);
  }

  /** The same request, with every warning counted as an error. */
  public CheckRequest strictly() {
    return new CheckRequest(config, defaults, overrides, blocks, environment, worldSize, true);
  }

  /** The nearest {@code defaults.yaml} in the folder of a config or above it. */
  public static Optional<Path> nearestDefaults(Path config) {
    Path start = config.toAbsolutePath().normalize();
    for (Path folder = start.getParent(); folder != null; folder = folder.getParent()) {
      Path candidate = folder.resolve("defaults.yaml");
      if (!candidate.equals(start) && Files.isRegularFile(candidate)) {
        return Optional.of(asNamedFrom(config, candidate));
      }
    }
    return Optional.empty();
  }

  /** A file below the current folder is named from there, as the user would. */
  private static Path asNamedFrom(Path config, Path file) {
    Path here = Path.of("").toAbsolutePath();
    return !config.isAbsolute() && file.startsWith(here) ? here.relativize(file) : file;
  }
}
