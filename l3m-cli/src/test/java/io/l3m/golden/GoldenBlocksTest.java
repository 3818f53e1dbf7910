// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.l3m.golden.Verdict.Outcome;
import io.l3m.house.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Single blocks of the original, computed again: outputs, gradients, metrics, initial values. The
 * property {@code l3m.golden.blocks} names the folder of all recorded cases; a few of each kind are
 * part of the project.
 */
final class GoldenBlocksTest {

  @Test
  void theSelectionComputesTheSame(@TempDir Path work) throws Exception {
    judge(Checkout.root().resolve("golden/blocks"), work);
  }

  @Test
  void everyRecordedBlockComputesTheSame(@TempDir Path work) throws Exception {
    String chosen = System.getProperty("l3m.golden.blocks", "");
    Path folder = chosen.isEmpty() ? Checkout.shared("golden/blocks") : Path.of(chosen);
    assumeThat(Files.isDirectory(folder))
        .as("the recorded blocks in %s; -Dl3m.golden.blocks names another folder", folder)
        .isTrue();
    judge(folder, work);
  }

  private static void judge(Path folder, Path work) throws Exception {
    List<BlockCase> cases = BlockCase.below(folder);
    assertThat(cases).as("cases below %s", folder).isNotEmpty();
    Map<String, Verdict> verdicts = GoldenBlocks.run(cases, work);
    System.out.println(Table.of(verdicts));
    assertThat(verdicts.entrySet())
        .filteredOn(entry -> entry.getValue().outcome() == Outcome.FAILED)
        .isEmpty();
  }
}
