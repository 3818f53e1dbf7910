// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.runtime.optim.Schedule;
import io.l3m.runtime.optim.Sgd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The training engine leaves nothing behind: neither steps in parts or side by side, nor clipping,
 * evaluations and checkpoints. It runs in a JVM of its own, in which JavaCPP counts all native
 * objects that Java has made and nobody has freed. {@code bench/soak.py} looks at far more steps.
 */
final class LongRunTest {

  private static final int STEPS = 420;
  private static final int SETTLED = 60;
  private static final int PERIOD = 60; // a multiple of the periods of tests and checkpoints

  /** At one look more batches may be ready than at another; each has two tensors. */
  private static final int WAITING = 8;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void stepsLeaveNoNativeObjectBehind(int threads, @TempDir Path folder)
      throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            LongRunTest.class.getName(),
            folder.toString());
    command.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    Process process = command.redirectErrorStream(true).start();
    List<String> lines;
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().toList();
    }
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    assertThat(lines).last().asString().startsWith("left behind: ");
    String count = lines.getLast().substring("left behind: ".length());
    assertThat(Integer.parseInt(count)).isLessThanOrEqualTo(WAITING);
  }

  /** Trains into a folder; prints by how many the living objects have grown. */
  public static void main(String[] arguments) {
    List<Long> counts = new ArrayList<>();
    Schedule counting =
        where -> { // asked for once a step, when nothing of the step before is left
          counts.add(Pointer.totalCount());
          return 0.01 * (1 - where);
        };
    int status =
        Tiny.run(
            Tiny.experiment()
                .optimizer(Sgd.builder().momentum(0.9))
                .schedule(counting)
                .gradientAccumulationSteps(2)
                .totalIterations(STEPS)
                .testFrequency(20)
                .ckptSaveFreq(30),
            Path.of(arguments[0], "run"));
    if (status != 0) {
      System.exit(status);
    }
    int last = SETTLED + (counts.size() - 1 - SETTLED) / PERIOD * PERIOD;
    System.out.println("left behind: " + (counts.get(last) - counts.get(SETTLED)));
  }
}
