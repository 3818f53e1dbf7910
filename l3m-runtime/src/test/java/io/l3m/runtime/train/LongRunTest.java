// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.runtime.optim.Schedule;
import io.l3m.runtime.optim.Sgd;
import io.l3m.runtime.tensor.CountingJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The training engine leaves nothing behind: neither steps in parts or side by side, nor clipping,
 * evaluations and checkpoints. {@code bench/soak.py} looks at far more steps.
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
    Map<String, String> environment = Map.of("OMP_NUM_THREADS", Integer.toString(threads));
    assertThat(CountingJvm.leftBehind(LongRunTest.class, environment, folder.toString()))
        .isLessThanOrEqualTo(WAITING);
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
    CountingJvm.report(counts.get(last) - counts.get(SETTLED));
  }
}
