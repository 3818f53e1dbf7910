// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.runtime.loss.LossValue;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step allocates dies with the step. */
class MemoryTest {

  private static final long MEBIBYTE = 1 << 20;
  private static final int STEPS = 300;

  @TempDir private Path folder;

  @Test
  void theProcessDoesNotGrowFromStepToStep() {
    long[] early = {0};
    long[] calls = {0};
    Experiment.Builder<Points, Tensor> experiment =
        Tiny.experiment()
            .totalIterations(STEPS)
            .testFrequency(50)
            .withoutCkptSaveFreq()
            .loss((batch, predicted) -> {
              // 4 MiB for the forward and 4 for the backward pass, twice: 2.4 GiB if kept
              Tensor wide = predicted.mul(torch.rand(batch.size(), 128 * 1024));
              calls[0]++;
              if (calls[0] == 2L * STEPS / 4) {
                early[0] = Pointer.physicalBytes();
              }
              return new LossValue(
                  torch.mse_loss(predicted, batch.y()).add(wide.mean().mul(wide.mean())),
                  List.of());
            });
    assertThat(Tiny.run(experiment, folder.resolve("run"))).isZero();
    assertThat(early[0]).isPositive();
    assertThat(Pointer.physicalBytes() - early[0]).isLessThan(200 * MEBIBYTE);
  }
}
