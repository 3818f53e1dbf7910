// SPDX-License-Identifier: Apache-2.0
package io.l3m.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.generated.moby_llm.Batch;
import io.l3m.generated.moby_llm.MobyLlmModel;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import org.junit.jupiter.api.Test;

/** A program is a class that other programs call; no config key says that texts are carried on. */
final class PromptTest {

  private final MobyLlmModel model = new MobyLlmModel();

  @Test
  void ofAPromptTheLastIdIsReadToo() {
    Parameters.of(model).allocate(Device.CPU).initialise(0);
    model.eval();
    assertThat(predictions()).containsExactly(1, 2, 1000);
    model.generation(true);
    assertThat(predictions()).containsExactly(1, 3, 1000);
    model.generation(false);
    assertThat(predictions()).containsExactly(1, 2, 1000);
  }

  private long[] predictions() {
    try (TensorScope scope = TensorScope.open();
        GradMode off = GradMode.disabled()) {
      Batch prompt = new Batch(Tensors.ofLongs(new long[] {7, 11, 13}, 1, 3));
      return Tensors.shape(model.forward(prompt).textTokens());
    }
  }
}
