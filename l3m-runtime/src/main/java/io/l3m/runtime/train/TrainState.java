// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a run stands between two steps, apart from its tensors.
 *
 * @param step the number of steps done
 * @param evaluationPending whether an evaluation at this step was still to be made
 * @param keep how long its checkpoint stays
 * @param loaderPosition the batches taken from the training data
 * @param random the state of the random numbers, in base 64
 * @param runningMeans what the loss remembers from batch to batch
 * @param environment what computes, such as the version of libtorch and the number of threads
 */
record TrainState(
    long step,
    boolean evaluationPending,
    Checkpoints.Keep keep,
    long loaderPosition,
    String random,
    Map<String, Double> runningMeans,
    Map<String, String> environment) {

  TrainState {
    runningMeans = new TreeMap<>(runningMeans);
    environment = new TreeMap<>(environment);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("step", step);
    json.addProperty("evaluation_pending", evaluationPending);
    json.addProperty("until_next", keep == Checkpoints.Keep.UNTIL_NEXT);
    json.addProperty("loader_position", loaderPosition);
    json.addProperty("random", random);
    JsonObject means = new JsonObject();
    runningMeans.forEach(means::addProperty);
    json.add("running_means", means);
    JsonObject parts = new JsonObject();
    environment.forEach(parts::addProperty);
    json.add("environment", parts);
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalStateException if it is something else
   */
  static TrainState fromJson(JsonObject json) {
    Map<String, String> environment = new TreeMap<>();
    entries(json, "environment").forEach((key, part) -> environment.put(key, part.getAsString()));
    Map<String, Double> means = new TreeMap<>();
    entries(json, "running_means").forEach((key, mean) -> means.put(key, mean.getAsDouble()));
    return new TrainState(
        field(json, "step").getAsLong(),
        field(json, "evaluation_pending").getAsBoolean(),
        isTrue(json, "until_next") ? Checkpoints.Keep.UNTIL_NEXT : Checkpoints.Keep.ALWAYS,
        field(json, "loader_position").getAsLong(),
        field(json, "random").getAsString(),
        means,
        environment);
  }

  /** The first checkpoints had none of some. */
  private static Map<String, JsonElement> entries(JsonObject json, String name) {
    return json.get(name) instanceof JsonObject parts ? parts.asMap() : Map.of();
  }

  /** What the first checkpoints did not say was false for them. */
  private static boolean isTrue(JsonObject json, String name) {
    return json.has(name) && field(json, name).getAsBoolean();
  }

  private static JsonPrimitive field(JsonObject json, String name) {
    if (json.get(name) instanceof JsonPrimitive value) {
      return value;
    }
    throw new IllegalStateException("`%s` is missing".formatted(name));
  }
}
