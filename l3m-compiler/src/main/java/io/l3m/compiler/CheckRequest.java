// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param base the folder from which files are named in reports and programs; empty: as given, but
 *     for detours over {@code .} and {@code ..}
 */
public record CheckRequest(
    Path config,
    Optional<Path> defaults,
    List<String> overrides,
    List<Path> blocks,
    Map<String, String> environment,
    int worldSize,
    boolean strict,
    Path base) {

  private static final Path AS_GIVEN = Path.of("");

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
        config, nearestDefaults(config), List.of(), List.of(), Map.of(), 1, false, AS_GIVEN);
  }

  /** The same request, merged over another file. */
  public CheckRequest withDefaults(Path file) {
    return new CheckRequest(
        config, Optional.of(file), overrides, blocks, environment, worldSize, strict, base);
  }

  /** The same request, with these overrides and no others. */
  public CheckRequest withOverrides(List<String> arguments) {
    return new CheckRequest(
        config, defaults, arguments, blocks, environment, worldSize, strict, base);
  }

  /** The same request, with these schemas of the user's own and no others. */
  public CheckRequest withBlocks(List<Path> files) {
    return new CheckRequest(
        config, defaults, overrides, files, environment, worldSize, strict, base);
  }

  /** The same request, with these variables and no others. */
  public CheckRequest withEnvironment(Map<String, String> variables) {
    return new CheckRequest(
        config, defaults, overrides, blocks, variables, worldSize, strict, base);
  }

  /** The same request, for so many processes. */
  public CheckRequest withWorldSize(int processes) {
    return new CheckRequest(
        config, defaults, overrides, blocks, environment, processes, strict, base);
  }

  /** The same request, with files named from a folder. */
  public CheckRequest withBase(Path folder) {
    return new CheckRequest(
        config, defaults, overrides, blocks, environment, worldSize, strict, folder);
  }

  /** What a file is called in reports and in the program, with slashes. */
  public String nameOf(Path file) {
    Path name = file.isAbsolute() ? file : file.normalize();
    if (!base.equals(AS_GIVEN)) {
      Path from = base.toAbsolutePath().normalize();
      Path absolute = file.toAbsolutePath().normalize();
      name = Objects.equals(from.getRoot(), absolute.getRoot()) ? from.relativize(absolute) : file;
    }
    return name.toString().replace(File.separatorChar, '/');
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

  /** Named from the current folder if the config is. */
  private static Path asNamedFrom(Path config, Path file) {
    return config.isAbsolute() ? file : Path.of("").toAbsolutePath().relativize(file);
  }
}
