// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a config asks for and a run of a single process goes without. */
public final class SingleProcess {

  private static final String EXPERIMENT = "experiment";
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
    precision(experiment).ifPresent(sentences::add);
    return sentences;
  }

  /**
   * What was asked to be computed in half precision and is not. The original's parameters are
   * rounded by FSDP wherever it runs; its autocast is for a GPU alone, as is ours.
   */
  private static Optional<String> precision(Experiment experiment) {
    boolean processor = text(experiment, EXPERIMENT, "device").orElse("cuda").startsWith("cpu");
    boolean autocast = Values.bool(value(experiment, EXPERIMENT, "amp_enabled")).orElse(true);
    if (!processor && autocast) {
      return Optional.empty();
    }
    List<String> asked = new ArrayList<>();
    if (autocast) {
      String type = text(experiment, EXPERIMENT, "dtype").orElse("bfloat16");
      asked.add("`dtype: " + type + "`");
    }
    if (autocast || !isDefault(experiment, FSDP, "param_dtype")) {
      text(experiment, FSDP, "param_dtype")
          .filter(type -> !type.equals("fp32"))
          .ifPresent(type -> asked.add("`param_dtype: " + type + "`"));
    }
    return asked.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: this run computes in float32, as %s"
                .formatted(
                    String.join(", ", asked),
                    autocast
                        ? "half precision is for a GPU"
                        : "`amp_enabled` is off and no FSDP rounds parameters"));
  }

  /** Whether the experiment leaves a key to the defaults. */
  private static boolean isDefault(Experiment experiment, String section, String key) {
    Optional<SourceFile> defaults = experiment.config().defaults();
    return experiment
        .written(section, key)
        .map(argument -> Optional.of(argument.origin().span().file()).equals(defaults))
        .orElse(true);
  }

  private static Optional<String> text(Experiment experiment, String section, String key) {
    return Values.text(value(experiment, section, key));
  }

  private static boolean isOn(Experiment experiment, String section, String key) {
    return Values.bool(value(experiment, section, key)).orElse(false);
  }

  /** What is not written asks for nothing. */
  private static Value value(Experiment experiment, String section, String key) {
    return experiment.written(section, key).map(Argument::value).orElseGet(Value.Unknown::new);
  }
}
