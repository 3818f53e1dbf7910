// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

final class SeedTest {

  @Test
  void equalSeedsGiveEqualNumbers() {
    Seed.manual(7);
    float[] first = Tensors.toFloats(torch.randn(5));
    Seed.manual(7);
    assertThat(Tensors.toFloats(torch.randn(5))).containsExactly(first);
  }

  @Test
  void aStateContinuesWhereItWasTaken() {
    Seed.manual(7);
    byte[] state = Seed.state();
    float[] first = Tensors.toFloats(torch.randn(5));
    assertThat(Tensors.toFloats(torch.randn(5))).isNotEqualTo(first);
    Seed.setState(state);
    assertThat(Tensors.toFloats(torch.randn(5))).containsExactly(first);
  }
}
