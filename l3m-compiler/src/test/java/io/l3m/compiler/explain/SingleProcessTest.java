// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.graph.SingleProcess;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu | true | bfloat16 | bf16 | `dtype: bfloat16`, `param_dtype: bf16`",
        "cpu | true | bfloat16 | fp32 | `dtype: bfloat16`:",
        "cpu | false | bfloat16 | bf16 | `param_dtype: bf16`:",
        "cuda:0 | false | bfloat16 | bf16 | `param_dtype: bf16`: this run computes in float32",
        "cuda | true | bfloat16 | bf16 |",
        "cpu | false | bfloat16 | fp32 |",
      })
  void aShorterTypeThatIsNotUsedIsNamed(
      String device, boolean autocast, String type, String parameters, @Nullable String said) {
    List<String> lacks =
        SingleProcess.lacks(
            QuickStarts.analysis(
                    "digits-vit",
                    "experiment.device=" + device,
                    "experiment.amp_enabled=" + autocast,
                    "experiment.dtype=" + type,
                    "+experiment.fsdp.shard_template=[trunk.blocks]",
                    "experiment.fsdp.param_dtype=" + parameters)
                .experiment());
    if (said == null) {
      assertThat(lacks).isEmpty();
    } else {
      assertThat(lacks).singleElement().asString().contains(said, "float32");
    }
  }
}
