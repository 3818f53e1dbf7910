// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.graph.Values;

/**
 * Which modules are computed again for the backward pass instead of keeping what they compute.
 *
 * @param modules those whose inputs alone are kept
 * @param savesEvery of how many matrix products one keeps its result; 0: none does
 */
record Recomputation(ModuleGroups modules, long savesEvery) {

  private static final String FSDP = "experiment.fsdp";

  static Recomputation of(Analysis analysis, RunKeys keys) {
    ModuleGroups modules =
        keys.isOn(FSDP, "fsdp_activation_checkpointing")
            ? ModuleGroups.of(
                analysis,
                keys,
                "activation_checkpoint_template",
                "fsdp_layers_to_activation_checkpoint")
            : ModuleGroups.none();
    boolean selective =
        Values.text(keys.key(FSDP, "activation_checkpoint_mode"))
            .map("selective"::equals)
            .orElse(false);
    return new Recomputation(
        modules, selective ? keys.whole(FSDP, "selective_save_frequency").orElse(2L) : 0);
  }
}
