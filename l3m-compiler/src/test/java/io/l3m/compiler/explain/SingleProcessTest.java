// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.graph.SingleProcess;
import org.junit.jupiter.api.Test;

/** What a run of one process goes without is said, and nothing else is. */
class SingleProcessTest {

  @Test
  void aRunThatHasAllItAsksForSaysNothing() {
    assertThat(SingleProcess.lacks(QuickStarts.analysis("digits-vit").experiment())).isEmpty();
  }

  @Test
  void whatIsLackingIsNamedByItsKey() {
    assertThat(
            SingleProcess.lacks(
                QuickStarts.analysis(
                        "digits-vit",
                        "+experiment.fsdp.shard_template=[trunk.blocks]",
                        "experiment.fsdp.dp_replicate=2",
                        "experiment.fsdp.dp_shard=4",
                        "experiment.fsdp.fsdp_activation_checkpointing=true",
                        "+experiment.fsdp.activation_checkpoint_template=[trunk.blocks]",
                        "wandb.use_wandb=true",
                        "+wandb.tags=[digits]")
                    .experiment()))
        .satisfiesExactly(
            mesh -> assertThat(mesh).contains("`dp_replicate: 2`, `dp_shard: 4`", "one"),
            kept -> assertThat(kept).contains("`fsdp_activation_checkpointing`"),
            reports -> assertThat(reports).contains("`use_wandb`", "metrics.jsonl"));
  }
}
