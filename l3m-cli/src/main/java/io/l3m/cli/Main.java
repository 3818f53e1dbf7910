// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.diag.ReportFormat;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;

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
        .registerConverter(ReportFormat.class, WrongUsage.oneOf(ReportFormat.class))
        .setUsageHelpLongOptionsMaxWidth(28)
        .setParameterExceptionHandler((problem, unused) -> WrongUsage.print(problem))
        .setExecutionExceptionHandler((problem, command, unused) -> failure(problem, command))
        .execute(arguments);
  }

  private static int failure(Exception problem, CommandLine command) {
    if (problem instanceof FileSystemException file) {
      command.getErr().println("l3m: " + sentence(file));
      return ExitStatus.ERRORS;
    }
    if (problem instanceof JavaSources.NotFitting || problem instanceof ProgramCache.Unwritable) {
      command.getErr().println("l3m: " + problem.getMessage());
      return ExitStatus.ERRORS;
    }
    if (problem instanceof Libtorch.NotLoadable) {
      command.getErr().println("l3m: " + problem.getMessage());
      return ExitStatus.UNAVAILABLE;
    }
    return new BugReport(problem).print(command.getErr());
  }

  /** What the system says in the name of an exception, in words. */
  private static String sentence(FileSystemException problem) {
    String file = "`" + problem.getFile() + "`";
    return switch (problem) {
      case NoSuchFileException missing -> "there is no file " + file + ", or no folder for it";
      case AccessDeniedException denied -> "access to " + file + " is denied";
      case FileAlreadyExistsException there -> file + " is in the way";
      case DirectoryNotEmptyException full -> file + " is a folder with files in it";
      default -> file + ": " + Objects.requireNonNullElse(problem.getReason(), "cannot be used");
    };
  }
}
