// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The tiny experiment as a program of its own, for tests that end processes. Its arguments are the
 * number of steps, the number of steps between two checkpoints, and what the data do: {@code fast},
 * {@code slow} (a few milliseconds a point) or {@code stuck} (no point after the hundredth).
 */
final class TinyProgram {

  private static final long SLOW_NANOS = 3_000_000;

  private TinyProgram() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs it in this process. */
  static int run(String... arguments) {
    String pace = arguments[2];
    int[] read = {0};
    Tiny.PointSet points =
        new Tiny.PointSet(
            Tiny.POINTS,
            index -> {
              if (pace.equals("slow")) {
                LockSupport.parkNanos(SLOW_NANOS);
              }
              while (pace.equals("stuck") && ++read[0] > 100) {
                LockSupport.parkNanos(Long.MAX_VALUE);
              }
            });
    return Trainer.main(
        Tiny.experiment()
            .data(Tiny.data(points))
            .totalIterations(Long.parseLong(arguments[0]))
            .ckptSaveFreq(Long.parseLong(arguments[1]))
            .withoutTestFrequency()
            .build(),
        Arrays.copyOfRange(arguments, 3, arguments.length));
  }

  /** The command that runs it. */
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-XX:-UsePerfData");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dorg.bytedeco.javacpp.nopointergc=true");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(TinyProgram.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
