// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.Analysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of the overview, and how they follow the config. */
class OverviewTest {

  @ParameterizedTest
  @CsvSource({"digits-vit, 203594", "moby-llm, 1323392"})
  void theBlocksShareAllParameters(String config, long count) {
    Overview overview = Overview.of(QuickStarts.analysis(config), 1);
    assertThat(overview.parameterCount()).isEqualTo(count);
    assertThat(
            overview.blocks().stream()
                .filter(row -> row.depth() == 0)
                .mapToLong(BlockRow::parameters)
                .sum())
        .isEqualTo(count);
  }

  @Test
  void anOverrideChangesTheRepeats() {
    Overview overview =
        Overview.of(QuickStarts.analysis("digits-vit", "constants.num_blocks=7"), 1);
    assertThat(overview.blocks())
        .anySatisfy(row -> {
          assertThat(row.path()).isEqualTo("blocks.0 … blocks.6");
          assertThat(row.times()).isEqualTo(7);
          assertThat(row.parameters()).isEqualTo(7 * 49_600);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | data.train.dataloader.batch_size=16     | 16 samples a step (2,064 tokens)
          4 | data.train.dataloader.batch_size=8      | 4 processes × 8 = 32 samples a step
          2 | optim.gradient_accumulation_steps=4     | in 4 parts of 4 for each process
          1 | experiment.total_iterations=100         | 100 steps, 1,600 samples
          1 | experiment.total_iterations=1000        | steps 0 to 49: from 1e-6 to 0.002
          """)
  void theRunIsCounted(int processes, String override, String words) {
    Analysis analysis = QuickStarts.analysis("moby-llm", override, "experiment.test_frequency=100");
    assertThat(Overview.of(analysis, processes).text()).contains(words);
  }

  @Test
  void frozenParametersAreNotTrained() {
    Analysis analysis =
        QuickStarts.analysis(
            "digits-vit", "optim.freeze_list=['*']", "optim.unfreeze_list=['head.*']");
    assertThat(ParameterList.of(analysis).trainableCount()).isEqualTo(778);
    assertThat(Overview.of(analysis, 1).text()).contains("203,594 parameters", "778 of them");
  }

  @Test
  void ratesFallWithDepth() {
    Analysis analysis = QuickStarts.analysis("digits-vit", "optim.lr_decay=0.5");
    assertThat(ParameterList.of(analysis).entries())
        .filteredOn(entry -> entry.row().name().matches(".*(cls_token|\\.3\\.attn\\.proj.*)"))
        .extracting(ParameterList.Entry::rateFactor)
        .containsExactly(0.03125, 0.5);
  }
}
