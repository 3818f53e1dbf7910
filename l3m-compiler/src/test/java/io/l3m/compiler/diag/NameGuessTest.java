// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameGuessTest {

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource({
    "num_blok, num_block, num_blocks norm_layer num_block",
    "fb16, bf16, fp32 fp16 bf16",
    "bfloat16, bf16, fp32 fp16 bf16",
    "fsdp-layers-to-wrap, fsdp_layers_to_wrap, shard_template fsdp_layers_to_wrap",
    "fsdpLayersToActivationCheckpoint, fsdp_layers_to_activation_checkpoint,"
        + " activation_checkpoint_mode fsdp_layers_to_activation_checkpoint",
    "layer_norm, norm_layer, num_layers norm_layer",
    "key_mask_read, mask_read_key, read_key mask_read_key target_read_key",
    "tokens_text, text_tokens, text text_tokens",
    "num_attention_heads, num_heads, dim num_heads num_kv_heads",
    "n_head, num_heads, dim num_heads num_kv_heads",
    "grad_accum_steps, gradient_accumulation_steps, grad_clip gradient_accumulation_steps",
    "embedding_dim, embed_dim, embed_dim num_blocks",
    "ratio, mlp_ratio, mlp_ratio embed_dim",
    "colour, '', mlp_ratio embed_dim"
  })
  void findsWhatWasMeant(String written, String meant, String candidates) {
    List<String> names = Arrays.asList(candidates.split(" ", -1));
    assertThat(NameGuess.among(names, written))
        .isEqualTo(Optional.of(meant).filter(name -> !name.isEmpty()));
  }

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource({
    "optim.lr, optim.optimizer.lr, optim.optimizer.lr optim.wd model.trunk.lr_decay",
    "img_size, constants.img_size, constants.img_size model.head.patchifier.img_size",
    "patch_size, constants.patch_size, loss.patch_size constants.patch_size",
    "size, '', a.size b.size",
    "constants.embd_dim, constants.embed_dim, constants.embed_dim model.embed_dim",
    "heads, constants.num_heads, constants.num_heads model.depth",
    "model.depth, '', model.head constants.width"
  })
  void findsThePathThatWasMeant(String written, String meant, String candidates) {
    List<String> paths = Arrays.asList(candidates.split(" ", -1));
    assertThat(NameGuess.amongPaths(paths, written))
        .isEqualTo(Optional.of(meant).filter(name -> !name.isEmpty()));
  }
}
