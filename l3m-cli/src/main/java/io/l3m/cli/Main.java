// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the command line. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command and returns its exit status. */
  static int run(String... arguments) {
    return new CommandLine(new L3m())
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpLongOptionsMaxWidth(28)
        .setParameterExceptionHandler((problem, unused) -> wrongUsage(problem))
        .setExecutionExceptionHandler((problem, command, unused) -> failure(problem, command))
        .execute(arguments);
  }

  private static int wrongUsage(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("l3m: " + problem.getMessage());
    UnmatchedArgumentException.printSuggestions(problem, err);
    err.println("See `" + command.getCommandSpec().qualifiedName() + " --help`");
    return ExitStatus.WRONG_USAGE;
  }

  private static int failure(Exception problem, CommandLine command) {
    if (problem instanceof FileSystemException file) {
      String reason = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
      command.getErr().println("l3m: `" + file.getFile() + "`: " + reason);
      return ExitStatus.ERRORS;
    }
    if (problem instanceof Libtorch.NotLoadable) {
      command.getErr().println("l3m: " + problem.getMessage());
      return ExitStatus.UNAVAILABLE;
    }
    return new BugReport(problem).print(command.getErr());
  }
}
