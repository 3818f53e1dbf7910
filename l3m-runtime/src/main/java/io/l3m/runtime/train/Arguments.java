// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line of a training program says.
 *
 * @param output the run directory
 * @param resume whether to go on from the newest whole checkpoint
 * @param quiet whether to print errors only
 * @param debug whether to print the stack of an error
 * @param config the text of the config, for the run directory; empty if it is not known
 */
record Arguments(
    Optional<Path> output, boolean resume, boolean quiet, boolean debug, String config) {

  static final String USAGE =
      """
      Options:
        --output DIR  the run directory; default: runs/NAME/TIME
        --resume      go on from the newest whole checkpoint of the run directory,
                      or of the newest run below runs/NAME when no --output is given
        --quiet       print errors only; the run directory still gets all logs
        --debug       print the stack trace of an error
        --config YAML the text of the config, to be kept in the run directory
        --help        print this
      """;

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException naming the first one that is wrong
   */
  static Arguments parse(String... arguments) {
    Optional<Path> output = Optional.empty();
    boolean resume = false;
    boolean quiet = false;
    boolean debug = false;
    String config = "";
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      switch (argument) {
        case "--resume" -> resume = true;
        case "--quiet" -> quiet = true;
        case "--debug" -> debug = true;
        case "--output" -> {
          i++;
          output = Optional.of(directory(i < arguments.length ? arguments[i] : ""));
        }
        case "--config" -> {
          i++;
          config = i < arguments.length ? arguments[i] : "";
        }
        default -> {
          if (!argument.startsWith("--output=")) {
            throw new IllegalArgumentException("`%s` is no option".formatted(argument));
          }
          output = Optional.of(directory(argument.substring("--output=".length())));
        }
      }
    }
    return new Arguments(output, resume, quiet, debug, config);
  }

  private static Path directory(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("`--output` needs a directory after it");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "`--output %s` is no path here: %s".formatted(text, e.getReason()), e);
    }
  }
}
