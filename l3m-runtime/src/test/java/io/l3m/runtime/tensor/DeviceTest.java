// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceTest {

  @ParameterizedTest
  @CsvSource({"cpu, cpu", "cuda, cuda:0", "cuda:3, cuda:3"})
  void readsTheSpellingsOfPyTorch(String text, String canonical) {
    assertThat(Device.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "cpu:1", "cuda:", "cuda:-1", "cuda:999", "Cuda"})
  void rejectsAnythingElse(String text) {
    assertThatThrownBy(() -> Device.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theProcessorIsAvailable() {
    assertThat(Device.CPU.isAvailable()).isTrue();
    assertThat(Device.of(Tensors.zeros(Device.CPU, Dtype.FLOAT32, 2))).isEqualTo(Device.CPU);
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "' 2 ', 2"})
  void takesTheNumberOfThreadsFromTheEnvironment(String text, int threads) {
    assertThat(TorchThreads.fromEnvironment(Map.of("OMP_NUM_THREADS", text))).isEqualTo(threads);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-2", "many", "2,1"})
  void usesAllProcessorsWhereTheEnvironmentSaysNothingUseful(String text) {
    assertThat(TorchThreads.fromEnvironment(Map.of("OMP_NUM_THREADS", text)))
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }
}
