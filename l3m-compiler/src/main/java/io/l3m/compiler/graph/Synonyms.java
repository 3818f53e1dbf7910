// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.NameGuess;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names that other programs, papers and the original's own README use for what a config calls. */
final class Synonyms {

  private static final Map<String, List<String>> MEANT =
      Map.ofEntries(
          Map.entry("cp_size", List.of("cp_degree")),
          Map.entry("collate_fn", List.of("collator")),
          Map.entry("no_wd", List.of("wd_exclude")),
          Map.entry("no_weight_decay", List.of("wd_exclude")),
          Map.entry("enabled", List.of("use_wandb")),
          Map.entry("checkpoint_freq", List.of("ckpt_save_freq")),
          Map.entry("save_frequency", List.of("ckpt_save_freq")),
          Map.entry("ckpt_freq", List.of("ckpt_save_freq")),
          Map.entry("warmup_lr", List.of("start_value")),
          Map.entry("min_lr", List.of("end_value", "eta_min")),
          Map.entry("prob", List.of("p")),
          Map.entry("probability", List.of("p")),
          Map.entry("vocab", List.of("vocab_size")),
          Map.entry("in_dim", List.of("in_features", "input_dim")),
          Map.entry("out_dim", List.of("out_features", "output_dim")),
          Map.entry("tp_degree", List.of("tp_size")),
          Map.entry("max_len", List.of("context_length")),
          Map.entry("max_length", List.of("context_length", "max_seq_len")),
          Map.entry("seq_len", List.of("context_length")),
          Map.entry("padding", List.of("padding_side")),
          Map.entry("hidden_size", List.of("embed_dim", "dim")),
          Map.entry("hidden_dim", List.of("embed_dim", "mlp_hidden_dim")),
          Map.entry("d_model", List.of("embed_dim", "dim")),
          Map.entry("dim", List.of("embed_dim")),
          Map.entry("embed_dim", List.of("dim", "in_features", "input_dim")),
          Map.entry("depth", List.of("num_blocks", "num_layers")),
          Map.entry("num_layers", List.of("num_blocks")),
          Map.entry("n_layers", List.of("num_blocks", "num_layers")),
          Map.entry("num_blocks", List.of("num_layers")),
          Map.entry("heads", List.of("num_heads")),
          Map.entry("n_heads", List.of("num_heads")),
          Map.entry("num_classes", List.of("out_features")),
          Map.entry("learning_rate", List.of("lr")),
          Map.entry("wd", List.of("weight_decay")),
          Map.entry("clip_grad", List.of("grad_clip")),
          Map.entry("max_grad_norm", List.of("grad_clip")),
          Map.entry("accumulate_grad_batches", List.of("gradient_accumulation_steps")),
          Map.entry("grad_accum", List.of("gradient_accumulation_steps")),
          Map.entry("accum_steps", List.of("gradient_accumulation_steps")),
          Map.entry("max_steps", List.of("total_iterations")),
          Map.entry("max_iters", List.of("total_iterations")),
          Map.entry("max_iterations", List.of("total_iterations")),
          Map.entry("num_iterations", List.of("total_iterations")),
          Map.entry("train_steps", List.of("total_iterations")),
          Map.entry("num_steps", List.of("total_iterations")),
          Map.entry("iterations", List.of("total_iterations")),
          Map.entry("save_freq", List.of("ckpt_save_freq")),
          Map.entry("eval_freq", List.of("test_frequency")),
          Map.entry("eval_frequency", List.of("test_frequency")),
          Map.entry("eval_interval", List.of("test_frequency")),
          Map.entry("eval_every", List.of("test_frequency")),
          Map.entry("val_frequency", List.of("test_frequency")),
          Map.entry("save_interval", List.of("ckpt_save_freq")),
          Map.entry("save_every", List.of("ckpt_save_freq")),
          Map.entry("checkpoint_frequency", List.of("ckpt_save_freq")),
          Map.entry("backbone", List.of("trunk")),
          Map.entry("compile", List.of("torch_compile")),
          Map.entry("dropout", List.of("drop", "attn_drop", "ffn_dropout_rate")));

  /** What other libraries call the values of a choice. */
  private static final Map<String, List<String>> WORDS =
      Map.ofEntries(
          Map.entry("fp16", List.of("float16")),
          Map.entry("half", List.of("float16", "fp16")),
          Map.entry("float16", List.of("fp16")),
          Map.entry("bf16", List.of("bfloat16")),
          Map.entry("bfloat16", List.of("bf16")),
          Map.entry("float32", List.of("fp32")),
          Map.entry("float", List.of("fp32")),
          Map.entry("ddp", List.of("NO_SHARD")),
          Map.entry("all-gather", List.of("allgather")),
          Map.entry("nearest", List.of("0")),
          Map.entry("lanczos", List.of("1")),
          Map.entry("bilinear", List.of("2")),
          Map.entry("bicubic", List.of("3")),
          Map.entry("box", List.of("4")),
          Map.entry("hamming", List.of("5")));

  private Synonyms() {}

  /** The one of some words that is meant: another spelling of the same, else by a slip. */
  static Optional<String> amongWords(Collection<String> words, String written) {
    Optional<String> same =
        WORDS.getOrDefault(written.toLowerCase(Locale.ROOT), List.of()).stream()
            .filter(words::contains)
            .findFirst();
    return same.isPresent() ? same : NameGuess.among(words, written);
  }

  /** The candidate that is meant: by another name for the same thing, else by a slip. */
  static Optional<String> among(Collection<String> candidates, String written) {
    Optional<String> same =
        MEANT.getOrDefault(written, List.of()).stream().filter(candidates::contains).findFirst();
    return same.isPresent() ? same : NameGuess.among(candidates, written);
  }
}
