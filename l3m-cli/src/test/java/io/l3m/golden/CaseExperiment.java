// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An experiment around one node, as a user with blocks of their own would write it: a data set that
 * yields what the block reads, and a criterion that reads what it writes.
 *
 * @param packageName of the emitted program and of the blocks that belong to this experiment
 * @param position where the node stands
 * @param inputs the type of each data key, as a {@code .blocks} file writes it
 * @param heads the data keys that hold a value for each head of a probe search
 * @param outputs the data keys that are read from the model
 * @param trained whether weights come from a checkpoint
 */
record CaseExperiment(
    String packageName,
    JsonObject node,
    Position position,
    Map<String, String> inputs,
    Set<String> heads,
    Set<String> outputs,
    boolean trained) {

  /** How blocks of a kind are put into an experiment. */
  sealed interface Position {

    /** A stage of the model: {@code model.meta_model.trunk}. */
    record Stage() implements Position {}

    /** A plain module, called by a stage that was written for it. */
    record Called(ModuleCall call) implements Position {}

    /** The loss. */
    record Loss() implements Position {}
  }

  /** Beside heads, which a block of the model makes, the data set yields something. */
  CaseExperiment {
    if (inputs.isEmpty() && !heads.isEmpty()) {
      inputs = Map.of("nothing", UNKNOWN);
    }
  }

  /** The type of a value of which nothing is known. */
  static final String UNKNOWN = "float/int/bool[...]";

  private static final String PROBE = ".ProbeHparamSearchWrapper";

  private static final String FRAME =
      """
      {"data": {"train": {
         "shuffle": false,
         "dataset": {"_target_": "PACKAGE.Inputs"},
         "dataloader": {"_target_": "torch.utils.data.DataLoader", "_partial_": true,
                        "batch_size": 2, "num_workers": 1, "drop_last": true}}},
       "model": {"meta_model": {"_target_": "l3m.model.meta_models.MetaModel"}},
       "loss": {"_target_": "PACKAGE.Outputs"},
       "optim": {"optimizer": {"_target_": "torch.optim.AdamW", "_partial_": true, "lr": 0.001,
                               "weight_decay": 0.0},
                 "wd_exclude": [], "grad_clip": null,
                 "scheduler": {"_target_": "fvcore.common.param_scheduler.ConstantParamScheduler",
                               "value": 0.001}},
       "experiment": {"total_iterations": 1, "test_frequency": null, "device": "cpu"}}
      """;

  /** The same, with more keys that the data set yields. */
  CaseExperiment reading(Set<String> keys) {
    Map<String, String> more = new LinkedHashMap<>(inputs);
    keys.forEach(key -> more.put(key, UNKNOWN));
    return new CaseExperiment(packageName, node, position, more, heads, outputs, trained);
  }

  /** The parameter names of the block begin so. */
  String prefix() {
    return switch (position) {
      case Position.Stage stage -> "trunk.";
      case Position.Called called -> "trunk.module.";
      case Position.Loss loss -> "";
    };
  }

  /**
   * Writes config and schema.
   *
   * @return the config; beside it lies {@code case.blocks}
   */
  Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("case.blocks"), schema());
    Path config = folder.resolve("case.yaml");
    Files.writeString(config, config().toString());
    return config;
  }

  private JsonObject config() {
    JsonObject config =
        JsonParser.parseString(FRAME.replace("PACKAGE", packageName)).getAsJsonObject();
    JsonObject model = config.getAsJsonObject("model");
    switch (position) {
      case Position.Stage stage -> model.getAsJsonObject("meta_model").add("trunk", node);
      case Position.Called called -> {
        JsonObject call = new JsonObject();
        call.addProperty("_target_", packageName + ".Call");
        call.add("module", node);
        model.getAsJsonObject("meta_model").add("trunk", call);
      }
      case Position.Loss loss -> {
        config.add("loss", node);
        if (!heads.isEmpty()) {
          model.getAsJsonObject("meta_model").add("head", probe());
        }
      }
    }
    if (trained) {
      model.addProperty("checkpoint", "recorded.safetensors");
    }
    config.getAsJsonObject("optim").add("freeze_list", new JsonArray());
    return config;
  }

  private String schema() {
    return """
    /// What goes in.
    block %1$s.Inputs
        java io.l3m.golden.Inputs
        role dataset {
      sample io.l3m.golden.Input
    %2$s}

    /// What comes out.
    block %1$s.Outputs
        java io.l3m.golden.Outputs
        role criterion {
    %3$s  measures "nothing"
    }
    """
            .formatted(
                packageName,
                lines(inputs.keySet(), key -> "yields " + quoted(key) + " " + inputs.get(key)),
                lines(outputs, key -> "reads " + quoted(key) + " any"))
        + (position instanceof Position.Called called ? schema(called.call()) : "")
        + (heads.isEmpty() ? "" : probeSchema());
  }

  private JsonObject probe() {
    JsonObject head = new JsonObject();
    head.addProperty("_target_", packageName + ".Head");
    head.addProperty("_partial_", true);
    JsonObject probe = new JsonObject();
    probe.addProperty("_target_", packageName + PROBE);
    probe.add("head", head);
    return probe;
  }

  private String probeSchema() {
    return """

    /// What has many heads.
    block %1$s%2$s
        java io.l3m.golden.Probe
        role stage, head {
      param head factory of head
      let multi_head = true
    }

    /// One of them.
    block %1$s.Head
        java io.l3m.golden.Head
        role stage, head {
      param use_batchnorm bool = false
      reads "nothing" any
    %3$s}
    """
        .formatted(
            packageName, PROBE, lines(heads, key -> "writes " + quoted(key) + " float/int[...]"));
  }

  private String schema(ModuleCall call) {
    return """

    /// What calls the module.
    block %1$s.Call
        java %1$s.Call
        role stage {
      param module instance of any
    %2$s  writes "y" %3$s
    %4$s  child module = module
    }
    """
        .formatted(
            packageName,
            lines(call.keys(), key -> "reads " + quoted(key) + " any"),
            call.results() == 1 ? "float[?]" : "list[%d] of float[?]".formatted(call.results()),
            lines(call.measure().stream().toList(), key -> "writes " + quoted(key) + " float[]"));
  }

  private static String lines(Collection<String> keys, UnaryOperator<String> line) {
    return keys.stream().map(key -> "  " + line.apply(key) + "\n").collect(Collectors.joining());
  }

  private static String quoted(String key) {
    return '"' + key + '"';
  }
}
