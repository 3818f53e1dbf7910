// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import java.util.ArrayList;
import java.util.List;

/** What a config asks for and a run of a single process goes without. */
public final class SingleProcess {

  private static final String FSDP = "experiment.fsdp";
  private static final List<String> MESH =
      List.of("dp_replicate", "dp_shard", "tp_size", "cp_degree");

  private SingleProcess() {}

  /** A sentence for each such thing, none where the run does all that is asked for. */
  public static List<String> lacks(Experiment experiment) {
    List<String> sentences = new ArrayList<>();
    List<String> shared = new ArrayList<>();
    for (String key : MESH) {
      long processes = Values.whole(value(experiment, FSDP, key)).orElse(1L);
      if (processes > 1) {
        shared.add("`%s: %d`".formatted(key, processes));
      }
    }
    if (!shared.isEmpty()) {
      sentences.add(
          "%s asks for several processes; this run is one, which computes all of it"
              .formatted(String.join(", ", shared)));
    }
    if (isOn(experiment, FSDP, "fsdp_activation_checkpointing")) {
      sentences.add("`fsdp_activation_checkpointing` has no effect yet; activations are kept");
    }
    if (isOn(experiment, "wandb", "use_wandb")) {
      sentences.add("`use_wandb` has no effect yet; metrics are in the run's `metrics.jsonl`");
    }
    return sentences;
  }

  private static boolean isOn(Experiment experiment, String section, String key) {
    return Values.bool(value(experiment, section, key)).orElse(false);
  }

  /** What is not written asks for nothing. */
  private static Value value(Experiment experiment, String section, String key) {
    return experiment.written(section, key).map(Argument::value).orElseGet(Value.Unknown::new);
  }
}
