// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Runs an experiment as a program of its own: what the {@code main} of generated code calls. */
public final class Trainer {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private Trainer() {}

  /**
   * Trains, or evaluates if the experiment says so. Errors go to standard error, everything else to
   * standard output.
   *
   * @param experiment describes the run; what it fails with, such as a tokenizer that is not there,
   *     is an error of the run like any other
   * @param arguments {@code --output DIR}, {@code --resume}, {@code --quiet}, {@code --debug}
   * @return the status to exit with: 0 when done, 1 after a failure, 2 when the arguments are
   *     wrong, 130 after Ctrl-C, 143 after SIGTERM and 129 after SIGHUP, each with a checkpoint of
   *     the last step
   */
  public static int main(Supplier<? extends Experiment<?, ?>> experiment, String... arguments) {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Arguments.USAGE);
      return DONE;
    }
    Arguments parsed;
    try {
      parsed = Arguments.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Arguments.USAGE);
      return WRONG_USAGE;
    }
    try {
      return new Session<>(experiment.get(), parsed).run();
    } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError e) {
      System.err.println("error: " + Reasons.of(e));
      if (parsed.debug()) {
        e.printStackTrace();
      }
      return FAILED;
    }
  }

  /** As {@link #main(Supplier, String...)}, for an experiment that is there already. */
  public static int main(Experiment<?, ?> experiment, String... arguments) {
    return main(() -> experiment, arguments);
  }
}
