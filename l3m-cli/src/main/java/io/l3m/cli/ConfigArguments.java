// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.CheckRequest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The arguments that say which experiment is meant. */
final class ConfigArguments {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|KEY=VALUE",
      description = {
        "The experiment's config, and changes to it: KEY=VALUE sets a value, +KEY=VALUE adds one, "
            + "++KEY=VALUE does either, ~KEY removes one. Changes are made before references are "
            + "resolved."
      })
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--defaults",
      paramLabel = "FILE",
      description = "The config that FILE is merged over; else the nearest defaults.yaml above it.")
  private @Nullable Path defaults;

  @Option(
      names = "--blocks",
      paramLabel = "FILE",
      description = "A schema of your own blocks; may be given several times.")
  private List<Path> blocks = new ArrayList<>();

  @Option(
      names = "--world-size",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many processes the config is checked for; l3m itself trains with one"
              + " (default: ${DEFAULT-VALUE}).")
  private int worldSize = 1;

  @Option(names = "--strict", description = "Count warnings as errors.")
  private boolean strict;

  /** The one experiment that is meant. */
  CheckRequest request() {
    List<CheckRequest> requests = requests();
    if (requests.size() > 1) {
      throw wrong(
          "one config is expected, not %d; a change to it has the form KEY=VALUE", requests);
    }
    return requests.getFirst();
  }

  /** The experiments that are meant, each with the same changes. */
  List<CheckRequest> requests() {
    if (worldSize < 1) {
      throw new ParameterException(
          spec.commandLine(), "--world-size must be at least 1, not " + worldSize);
    }
    List<Path> files = new ArrayList<>();
    List<String> overrides = new ArrayList<>();
    for (String word : words) {
      if (isOverride(word)) {
        overrides.add(word);
      } else {
        files.add(path(word));
      }
    }
    if (files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no config is named, only changes to one: " + overrides.getFirst());
    }
    return files.stream().map(file -> request(file, overrides)).toList();
  }

  private CheckRequest request(Path file, List<String> overrides) {
    Optional<Path> below =
        defaults == null ? CheckRequest.nearestDefaults(file) : Optional.of(defaults);
    return new CheckRequest(
        file, below, overrides, blocks, System.getenv(), worldSize, strict, Path.of(""));
  }

  /** A folder may be called {@code lr=3}: what is there as a file is a file. */
  private static boolean isOverride(String word) {
    boolean looksLikeOne = word.contains("=") || word.startsWith("~") || word.startsWith("+");
    return looksLikeOne && !(word.matches(".*\\.ya?ml") && Files.exists(Path.of(word)));
  }

  private Path path(String word) {
    if (word.isBlank()) {
      throw new ParameterException(spec.commandLine(), "an empty argument names no config");
    }
    try {
      return Path.of(word);
    } catch (InvalidPathException problem) {
      throw new ParameterException(spec.commandLine(), "`" + word + "` is no name of a file");
    }
  }

  private ParameterException wrong(String template, List<CheckRequest> requests) {
    String message = template.formatted(requests.size());
    return new ParameterException(
        spec.commandLine(),
        message
            + " ("
            + String.join(", ", requests.stream().map(r -> "" + r.config()).toList())
            + ")");
  }
}
