// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own, in which JavaCPP counts the native objects that Java made and nobody freed. */
public final class CountingJvm {

  private static final String LEFT_BEHIND = "left behind: ";

  private CountingJvm() {}

  /** What the main method of {@code program} reports, which runs with these variables besides. */
  public static long leftBehind(
      Class<?> program, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    List<String> lines;
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().toList();
    }
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    assertThat(lines).last().asString().startsWith(LEFT_BEHIND);
    return Long.parseLong(lines.getLast().substring(LEFT_BEHIND.length()));
  }

  /** Called by the program at its end. */
  public static void report(long count) {
    System.out.println(LEFT_BEHIND + count);
  }
}
