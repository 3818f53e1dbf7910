// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TorchRandomTest {

  @Test
  void wideRangesDraw64Bits() {
    TorchRandom random = new TorchRandom(0);
    assertThat(IntStream.range(0, 10).mapToLong(i -> random.nextLong((1L << 31) - 1)))
        .containsExactly(
            818069386L,
            1179589038L,
            272611717L,
            1876978416L,
            2022385383L,
            756644127L,
            741779617L,
            1461401191L,
            858915392L,
            1050326327L);
  }

  @Test
  void permutationsAreThoseOfTorch() {
    // torch.randperm(10, generator=torch.Generator().manual_seed(0))
    assertThat(new TorchRandom(0).permutation(10)).containsExactly(4, 1, 7, 5, 3, 9, 0, 8, 6, 2);
  }

  @Test
  void skippedWordsAreTheWordsThatWouldHaveComeNext() {
    for (int skip : new int[] {0, 1, 5, 623, 624, 625, 1248, 5000}) {
      Mt19937 walked = new Mt19937(7);
      Mt19937 skipped = new Mt19937(7);
      assertThat(walked.word()).isEqualTo(skipped.word());
      for (int i = 0; i < skip; i++) {
        int passed = walked.word();
        assertThat(passed).isNotZero();
      }
      skipped.skip(skip);
      assertThat(skipped.word()).as("after %d words", skip).isEqualTo(walked.word());
    }
  }
}
