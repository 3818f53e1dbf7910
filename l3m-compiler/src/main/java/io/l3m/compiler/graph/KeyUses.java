// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.Port;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often the whole experiment reads and writes each data key. */
final class KeyUses {

  private final Evaluator evaluator;
  private final Map<String, Integer> reads = new HashMap<>();
  private final Map<String, Integer> writes = new HashMap<>();

  KeyUses(Experiment experiment, Evaluator evaluator) {
    this.evaluator = evaluator;
    for (BoundBlock block : experiment.blocks()) {
      count(block, block.schema().reads(), reads);
      count(block, block.schema().writes(), writes);
    }
  }

  private void count(BoundBlock block, List<Port> ports, Map<String, Integer> counts) {
    for (Port port : ports) {
      if (Ports.key(port, block, evaluator) instanceof Ports.Key.Known(String name)) {
        counts.merge(name, 1, Integer::sum);
      }
    }
  }

  boolean isRead(String key) {
    return reads.containsKey(key);
  }

  int count(String key) {
    return reads.getOrDefault(key, 0) + writes.getOrDefault(key, 0);
  }
}
