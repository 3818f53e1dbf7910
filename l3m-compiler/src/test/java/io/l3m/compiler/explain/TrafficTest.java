// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.Analysis;
import org.junit.jupiter.api.Test;

/** What processes send each other, and what is computed again, counted by hand. */
class TrafficTest {

  private static final long ALL = 203_594;
  private static final long BLOCK = 198_400 / 4;
  private static final long REST = ALL - 4 * BLOCK;
  private static final String TEMPLATE = "+experiment.fsdp.shard_template=[trunk.blocks]";

  private static Analysis vit(String strategy, String... more) {
    String[] overrides = new String[more.length + 4];
    overrides[0] = "experiment.fsdp.sharding_strategy=" + strategy;
    overrides[1] = "experiment.fsdp.param_dtype=bf16";
    overrides[2] = "experiment.fsdp.reduce_dtype=fp32";
    overrides[3] = TEMPLATE;
    System.arraycopy(more, 0, overrides, 4, more.length);
    return QuickStarts.analysis("digits-vit", overrides);
  }

  @Test
  void oneProcessSendsNothing() {
    Traffic traffic = Traffic.of(vit("FULL_SHARD"), 1);
    assertThat(traffic.total()).isZero();
    assertThat(traffic.buffers()).isZero();
  }

  @Test
  void spreadParametersAreGatheredTwice() {
    Traffic traffic = Traffic.of(vit("FULL_SHARD"), 4);
    assertThat(traffic.gathered()).isEqualTo(2 * (2 * ALL / 4 * 3));
    assertThat(traffic.scattered()).isEqualTo(4 * ALL / 4 * 3);
    assertThat(traffic.reduced()).isZero();
    assertThat(traffic.buffers()).isEqualTo(2 * (2 * BLOCK) + 4 * BLOCK);
    assertThat(BLOCK).isGreaterThan(REST);
  }

  @Test
  void withinAStepTheyMayBeKept() {
    Traffic traffic = Traffic.of(vit("SHARD_GRAD_OP"), 4);
    assertThat(traffic.gathered()).isEqualTo(2 * ALL / 4 * 3);
    assertThat(traffic.buffers()).isEqualTo(2 * ALL + 4 * BLOCK);
  }

  @Test
  void copiesShareTheirGradients() {
    Traffic copies = Traffic.of(vit("NO_SHARD"), 4);
    assertThat(copies.gathered()).isZero();
    assertThat(copies.scattered()).isZero();
    assertThat(copies.reduced()).isEqualTo(2 * (4 * ALL / 4 * 3));
    Traffic hybrid =
        Traffic.of(
            vit("FULL_SHARD", "experiment.fsdp.dp_replicate=2", "experiment.fsdp.dp_shard=2"), 4);
    assertThat(hybrid.gathered()).isEqualTo(2 * (2 * ALL / 2));
    assertThat(hybrid.reduced()).isEqualTo(2 * (4 * ALL / 2 / 2));
  }

  @Test
  void eachPartOfABatchSendsAgain() {
    Traffic whole = Traffic.of(vit("FULL_SHARD"), 2);
    Traffic parts = Traffic.of(vit("FULL_SHARD", "optim.gradient_accumulation_steps=4"), 2);
    assertThat(parts.gathered()).isEqualTo(4 * whole.gathered());
    assertThat(parts.scattered()).isEqualTo(4 * whole.scattered());
  }

  @Test
  void whatIsComputedAgainKeepsItsInput() {
    Memory all = Memory.of(vit("NO_SHARD"), 1);
    Memory again =
        Memory.of(
            vit(
                "NO_SHARD",
                "experiment.fsdp.fsdp_activation_checkpointing=true",
                "+experiment.fsdp.activation_checkpoint_template=[trunk.blocks]"),
            1);
    assertThat(all.activations()).isEqualTo(all.activationsKept());
    assertThat(again.activationsKept()).isEqualTo(all.activations());
    long bytes = 4 * 128 * 17;
    long norms = 2 * (64 + 2);
    long attention = 2 * 64 + 64 + 64 + 64; // query reads and writes, key, value, heads
    long mlp = 64 + 256 + 256;
    long block = bytes * (norms + attention + mlp);
    assertThat(again.activations()).isEqualTo(all.activations() - 3 * block + 4 * bytes * 64);
  }
}
