// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.loss.LossWrapper;
import io.l3m.runtime.loss.SoftTargetCrossEntropy;
import io.l3m.runtime.optim.AdamW;
import io.l3m.runtime.optim.GradientClip;
import io.l3m.runtime.optim.Optimizer;
import io.l3m.runtime.optim.ParameterGroups;
import io.l3m.runtime.tensor.CountingJvm;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.io.IOException;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/**
 * Trains and counts the native objects that nobody has freed: after the first steps, no step may
 * leave one behind.
 */
final class LiveObjectsTest {

  private static final int WARM_UP = 20;
  private static final int STEPS = 300;

  @Test
  void noStepLeavesANativeObjectBehind() throws IOException, InterruptedException {
    // The garbage collector may have freed some that were made before the count began.
    assertThat(CountingJvm.leftBehind(LiveObjectsTest.class, Map.of())).isLessThanOrEqualTo(0);
  }

  /** Trains; prints by how many the living objects have grown. */
  public static void main(String[] args) {
    TinyVit model = new TinyVit();
    Parameters parameters = Parameters.of(model).allocate(Device.CPU).initialise(0);
    Optimizer optimizer =
        AdamW.builder()
            .create(ParameterGroups.builder().wdExclude("*bias*").build().of(parameters));
    LossWrapper loss =
        LossWrapper.builder().baseCriterion(SoftTargetCrossEntropy.builder().build()).build();
    long before = 0;
    for (int step = 0; step < WARM_UP + STEPS; step++) {
      if (step == WARM_UP) {
        before = Pointer.totalCount();
      }
      try (TensorScope scope = TensorScope.open()) {
        Tensor target = torch.softmax(torch.randn(4, 10), -1);
        TinyVit.Batch batch = new TinyVit.Batch(torch.randn(4, 3, 32, 32), target);
        Tensor value = loss.forward(model.forward(batch).imageLogits(), target).loss();
        value.backward();
        Tensor norm = GradientClip.norm(parameters.trainable(), 1.0);
        if (!Double.isFinite(Tensors.item(norm))) {
          throw new IllegalStateException("The norm is " + Tensors.item(norm));
        }
        optimizer.step(1e-3);
        parameters.zeroGrad();
      }
    }
    CountingJvm.report(Pointer.totalCount() - before);
  }
}
