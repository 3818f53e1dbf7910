// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.graph.DataFlow;
import java.util.List;

/**
 * A block of the model, or a part of one.
 *
 * @param depth 0 for a block that reads and writes data keys, more for the parts inside
 * @param path its prefix in parameter names; of a part, what comes behind its owner's
 * @param name the last part of the target; empty for a part that no target names
 * @param times how many alike there are: a trunk has so many blocks
 * @param parameters the number of elements of all parameters, of all repeats together
 */
public record BlockRow(
    int depth,
    String path,
    String name,
    long times,
    List<DataFlow.Item> reads,
    List<DataFlow.Item> writes,
    long parameters) {

  public BlockRow {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }
}
