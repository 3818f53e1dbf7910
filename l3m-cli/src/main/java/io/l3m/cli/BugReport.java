// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a person needs to report a failure that is not theirs. */
final class BugReport {

  private final Throwable problem;

  BugReport(Throwable problem) {
    this.problem = problem;
  }

  /** Says what happened and where the details lie, and returns the exit status. */
  int print(PrintWriter err) {
    err.println("l3m: this is a bug of l3m, not a mistake of yours: " + problem);
    try {
      Path file = Files.createTempFile("l3m-bug-", ".txt");
      Files.writeString(file, details());
      err.println("Please report it with the command that you ran and the file " + file);
    } catch (IOException unwritable) {
      err.println("Please report it with the command that you ran and these lines:");
      err.println(details());
    }
    return ExitStatus.BUG;
  }

  private String details() {
    StringWriter text = new StringWriter();
    text.append(Version.line()).append('\n');
    text.append(System.getProperty("os.name"))
        .append(' ')
        .append(System.getProperty("os.version"))
        .append(' ')
        .append(System.getProperty("os.arch"))
        .append('\n');
    problem.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
