// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What the person at the terminal sees: a bar there, plain lines in a file or a pipe. */
public final class ConsoleLog {

  private static final int USUAL_WIDTH = 80;

  private ConsoleLog() {}

  /** The log for this process's standard output. */
  public static RunLog standardOutput() {
    return isTerminal()
        ? new BarLog(System.out, terminalWidth(), System::nanoTime)
        : plain(System.out);
  }

  private static RunLog plain(PrintStream out) {
    return new PlainLog(
        line -> {
          out.print(line + "\n");
          out.flush();
        },
        System::nanoTime);
  }

  /** {@link System#console()} does not tell: newer JDKs give one for a pipe, too. */
  private static boolean isTerminal() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      Process test =
          new ProcessBuilder("test", "-t", "1")
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return test.waitFor(1, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int terminalWidth() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      int width =
          stty.waitFor(1, TimeUnit.SECONDS) ? Integer.parseInt(size.trim().split(" ", 2)[1]) : 0;
      return width > 0 ? width : USUAL_WIDTH;
    } catch (IOException | ArrayIndexOutOfBoundsException | NumberFormatException e) {
      return USUAL_WIDTH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_WIDTH;
    }
  }
}
