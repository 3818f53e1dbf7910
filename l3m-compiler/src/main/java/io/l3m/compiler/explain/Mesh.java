// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.graph.Values;
import java.util.Locale;

/**
 * How the processes of a run share their work.
 *
 * @param replicas copies of the model, each of which may be spread
 * @param shards processes that a copy is spread over
 * @param tensor processes that share the tensors of a layer
 * @param context processes that share a sequence
 * @param gathersAgain whether spread parameters are given up after the forward pass
 */
record Mesh(long replicas, long shards, long tensor, long context, boolean gathersAgain) {

  static Mesh of(RunKeys keys, int worldSize) {
    long tensor = Math.max(1, keys.whole("experiment.fsdp", "tp_size").orElse(1L));
    long context = Math.max(1, keys.whole("experiment.fsdp", "cp_degree").orElse(1L));
    long left = Math.max(1, worldSize / (tensor * context));
    String strategy =
        Values.text(keys.key("experiment.fsdp", "sharding_strategy"))
            .orElse("no_shard")
            .toLowerCase(Locale.ROOT);
    boolean again = strategy.equals("full_shard");
    if (strategy.equals("no_shard")) {
      return new Mesh(left, 1, tensor, context, again);
    }
    if (keys.whole("experiment.fsdp", "dp_replicate").isPresent()) {
      long replicas = Math.max(1, keys.whole("experiment.fsdp", "dp_replicate").get());
      long shards = Math.clamp(keys.whole("experiment.fsdp", "dp_shard").orElse(1L), 1, worldSize);
      return new Mesh(replicas, shards, tensor, context, again);
    }
    return new Mesh(1, left, tensor, context, again);
  }

  /** Whether anything has to be sent. */
  boolean isAlone() {
    return replicas * shards * tensor * context == 1;
  }
}
