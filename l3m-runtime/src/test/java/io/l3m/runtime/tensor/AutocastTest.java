// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class AutocastTest {

  @Test
  void matrixProductsAreShortWhileItIsOpen() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor matrix = Tensors.zeros(Device.CPU, Dtype.FLOAT32, 2, 2);
      try (Autocast outer = Autocast.open(Device.CPU, Dtype.BFLOAT16)) {
        assertThat(Dtype.of(matrix.matmul(matrix))).isEqualTo(Dtype.BFLOAT16);
        try (Autocast inner = Autocast.open(Device.CPU, Dtype.FLOAT16)) {
          assertThat(Dtype.of(matrix.matmul(matrix))).isEqualTo(Dtype.FLOAT16);
        }
        assertThat(Dtype.of(matrix.matmul(matrix))).isEqualTo(Dtype.BFLOAT16);
      }
      assertThat(Dtype.of(matrix.matmul(matrix))).isEqualTo(Dtype.FLOAT32);
    }
  }
}
