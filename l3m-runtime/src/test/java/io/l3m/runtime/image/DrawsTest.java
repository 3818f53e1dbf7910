// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.runtime.random.TorchRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single draws against those of PyTorch 2.13 for the same seeds, to the last bit. */
final class DrawsTest {

  @ParameterizedTest
  @DisplayName("are rounded once")
  @CsvSource({
    "0, -180, 180, -1.3476276397705078, 96.55984497070312, -148.1481170654297",
    "4, -180, 180, 21.46990203857422, 21.273265838623047, -147.07554626464844",
    "0, 0.08, 1, 0.53655606508255, 0.7867640852928162, 0.1613992303609848",
    "11, 0.6, 1.4, 0.7192333936691284, 0.9892424941062927, 1.3885291814804077",
    "4, -0.1, 0.1, 0.01192772388458252, 0.011818480677902699, -0.0817086324095726",
  })
  void areRoundedOnce(
      long seed, double from, double to, double first, double second, double third) {
    TorchRandom random = new TorchRandom(seed);
    for (double expected : new double[] {first, second, third}) {
      assertThat((double) Draws.uniform(random, from, to)).isEqualTo(expected);
    }
  }
}
