// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.runtime.data.HostArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A recorded run of the original: its config, its batches, what it computed from them.
 *
 * @param folder with {@code run.json}, {@code batches}, {@code init}, {@code eval_forward} and
 *     {@code final.safetensors}
 * @param record the content of {@code run.json}
 */
record GoldenRun(Path folder, JsonObject record) {

  static GoldenRun of(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("run.json"));
    return new GoldenRun(folder, JsonParser.parseString(text).getAsJsonObject());
  }

  Map<String, HostArray> tensors(String name) throws IOException {
    return TensorFile.read(folder.resolve(name + ".safetensors"));
  }

  long seed() {
    return record.get("seed").getAsLong();
  }

  double sumOfLearningRates() {
    return record.getAsJsonArray("steps").asList().stream()
        .mapToDouble(step -> step.getAsJsonObject().get("lr").getAsDouble())
        .sum();
  }

  /** The loss of each step: the mean over its micro-batches. */
  List<Double> losses() {
    List<Double> losses = new ArrayList<>();
    for (JsonElement step : record.getAsJsonArray("steps")) {
      JsonArray micro = step.getAsJsonObject().getAsJsonArray("micro_losses");
      losses.add(
          micro.asList().stream().mapToDouble(JsonElement::getAsDouble).average().orElseThrow());
    }
    return losses;
  }

  /**
   * Writes the config, its data section replaced by the recorded batches, and the schema of these.
   *
   * @return the config; beside it lies {@code recorded.blocks}
   */
  Path write(Path target) throws IOException {
    JsonObject config = record.getAsJsonObject("resolved").deepCopy();
    Map<String, HostArray> batches = tensors("batches");
    Map<String, HostArray> first =
        batches.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("0."))
            .collect(Collectors.toMap(entry -> entry.getKey().substring(2), Map.Entry::getValue));
    Files.writeString(target.resolve("recorded.blocks"), schema(first));
    long batchSize = first.values().iterator().next().shape()[0];
    config.getAsJsonObject("data").add("train", data(batchSize));
    config.getAsJsonObject("data").remove("validation");
    config.getAsJsonObject("experiment").addProperty("device", "cpu");
    Path file = target.resolve(folder.getFileName() + ".yaml");
    Files.writeString(file, config.toString());
    return file;
  }

  private JsonObject data(long batchSize) {
    return JsonParser.parseString(
            """
            {"shuffle": false,
             "dataset": {"_target_": "recorded.Batches", "path": "%s"},
             "dataloader": {"_target_": "torch.utils.data.DataLoader", "_partial_": true,
                            "batch_size": %d, "num_workers": 1, "drop_last": true},
             "collator": {"_target_": "torch.utils.data.default_collate", "_partial_": true}}
            """
                .formatted(folder.toAbsolutePath().resolve("batches.safetensors"), batchSize))
        .getAsJsonObject();
  }

  private static String schema(Map<String, HostArray> batch) {
    StringBuilder text = new StringBuilder();
    text.append("/// Batches recorded in a file.\n")
        .append("block recorded.Batches\n")
        .append("    java io.l3m.cli.RecordedBatches\n")
        .append("    role dataset {\n")
        .append("  param path path\n")
        .append("  sample io.l3m.cli.RecordedSample\n");
    batch.forEach((key, values) ->
        text.append("  yields \"")
            .append(key)
            .append("\" ")
            .append(TensorFile.typeOfSample(values))
            .append('\n'));
    return text.append("}\n").toString();
  }
}
