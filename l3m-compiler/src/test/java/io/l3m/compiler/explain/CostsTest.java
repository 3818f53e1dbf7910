// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations and bytes, counted by hand. */
class CostsTest {

  @ParameterizedTest
  @CsvSource({
    "digits-vit, preprocessor,   98304", // 2 · 16 patches · 64 · 48
    "digits-vit, trunk,        6980608", // 2 · 17 · 4 · 49,152 + 4 · 17² · 64 · 4
    "digits-vit, postprocessor,      0",
    "digits-vit, head,            1280", // 2 · 64 · 10
    "moby-llm,   preprocessor,       0", // it looks up
    "moby-llm,   trunk,      301989888", // 2 · 128 · 4 · 262,144 + 4 · 128² · 128 · 4
    "moby-llm,   head,        32768000" // 2 · 128 · 128,000
  })
  void countsTheOperationsOfABlock(String config, String path, long operations) {
    assertThat(Costs.of(QuickStarts.analysis(config)).forward(path)).hasValue(operations);
  }

  @Test
  void backwardIsTwiceForward() {
    Costs costs = Costs.of(QuickStarts.analysis("digits-vit"));
    assertThat(costs.forward()).hasValue(7_080_192);
    assertThat(costs.backward()).hasValue(14_160_384);
  }

  @Test
  void whatIsFrozenHasNoGradients() {
    Memory memory =
        Memory.of(QuickStarts.analysis("digits-vit", "optim.freeze_list=['trunk.*']"), 1);
    assertThat(memory.parameters()).isEqualTo(4 * 203_594);
    assertThat(memory.gradients()).isEqualTo(4 * (203_594 - 198_528));
    assertThat(memory.optimizer()).isEqualTo(8 * (203_594 - 198_528));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | torch.optim.AdamW   |
          3 | torch.optim.AdamW   | amsgrad: true
          0 | torch.optim.SGD     |
          1 | torch.optim.SGD     | momentum: 0.9
          1 | l3m.optim.lars.LARS |
          1 | torch.optim.RMSprop |
          3 | torch.optim.RMSprop | momentum: 0.9, centered: true
          """)
  void optimisersKeepTheirMoments(int moments, String target, @Nullable String parameters) {
    String optimizer =
        "optim.optimizer={_target_: %s, _partial_: true, lr: 1e-3, weight_decay: 0.05, %s}"
            .formatted(target, parameters == null ? "" : parameters);
    Memory memory = Memory.of(QuickStarts.analysis("digits-vit", "~optim.optimizer", optimizer), 1);
    assertThat(memory.optimizer()).isEqualTo(4L * moments * 203_594);
  }

  @ParameterizedTest
  @CsvSource({"FULL_SHARD, 4, 203594", "NO_SHARD, 4, 814376", "FULL_SHARD, 1, 814376"})
  void processesShareTheParameters(String strategy, int processes, long bytes) {
    Memory memory =
        Memory.of(
            QuickStarts.analysis(
                "digits-vit",
                "experiment.fsdp.sharding_strategy=" + strategy,
                "experiment.fsdp.shard_template=[trunk.blocks]"),
            processes);
    assertThat(memory.parameters()).isEqualTo(bytes);
  }

  @Test
  void partsOfABatchKeepLess() {
    long whole = Memory.of(QuickStarts.analysis("moby-llm"), 1).activations();
    long part =
        Memory.of(QuickStarts.analysis("moby-llm", "optim.gradient_accumulation_steps=4"), 1)
            .activations();
    assertThat(whole).isEqualTo(4 * part).isPositive();
  }
}
