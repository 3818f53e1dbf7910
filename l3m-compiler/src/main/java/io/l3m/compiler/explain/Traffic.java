// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.schema.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one process sends in a step, in bytes, and the memory that this takes. Collectives are taken
 * to go round a ring: of {@code n} bytes, an all-gather or a reduce-scatter among {@code p}
 * processes sends {@code n (p - 1) / p} from each, and an all-reduce twice that.
 *
 * @param gathered parameters, before the forward pass and, where they are given up after it, before
 *     the backward pass
 * @param scattered gradients, to the processes that keep their shares
 * @param reduced gradients, among copies of the model
 * @param tensors activations among processes that share the tensors of a layer: four collectives a
 *     block forward, four backward
 * @param sequences keys and values among processes that share a sequence, and their gradients
 * @param buffers bytes that are held for all this at a time
 */
public record Traffic(
    long gathered, long scattered, long reduced, long tensors, long sequences, long buffers) {

  private static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0);
  private static final int BACKWARD_AND_FORWARD = 8;
  private static final int KEYS_VALUES_AND_GRADIENTS = 6;

  /** The traffic of an experiment without errors. */
  public static Traffic of(Analysis analysis, int worldSize) {
    RunKeys keys = new RunKeys(analysis);
    Mesh mesh = Mesh.of(keys, worldSize);
    if (worldSize == 1 || mesh.isAlone()) {
      return NONE;
    }
    long parts = Math.max(1, keys.whole("optim", "gradient_accumulation_steps").orElse(1L));
    long width = bytes(keys, "param_dtype");
    long reduceWidth = bytes(keys, "reduce_dtype");
    long all = analysis.parameters().orElseThrow().parameterCount();
    long trained = ParameterList.of(analysis).trainableCount();
    long passes = mesh.gathersAgain() ? 2 : 1;
    long batch = keys.batchSize().orElse(1L);
    long tensors = 0;
    long sequences = 0;
    for (Costs.Trunk trunk : Costs.of(analysis).trunks()) {
      long tokens = batch * trunk.tokens() * trunk.layers() * width;
      tensors += ring(BACKWARD_AND_FORWARD * tokens * trunk.width(), mesh.tensor());
      sequences += ring(KEYS_VALUES_AND_GRADIENTS * tokens * trunk.keyWidth(), mesh.context());
    }
    return new Traffic(
        parts * passes * ring(all * width, mesh.shards()),
        parts * ring(trained * reduceWidth, mesh.shards()),
        parts * 2 * ring(trained * reduceWidth / mesh.shards(), mesh.replicas()),
        tensors,
        sequences,
        buffers(analysis, keys, mesh));
  }

  private static long ring(long bytes, long processes) {
    return bytes / processes * (processes - 1);
  }

  /**
   * Whole parameters of the module at work and of the next one, or of all where they are not given
   * up, and the gradients of one module on their way.
   */
  private static long buffers(Analysis analysis, RunKeys keys, Mesh mesh) {
    if (mesh.shards() * mesh.replicas() == 1) {
      return 0;
    }
    ModuleGroups groups = ModuleGroups.of(analysis, keys, "shard_template", "fsdp_layers_to_wrap");
    Map<String, Long> sizes = new HashMap<>();
    for (ParameterTable.Row row : analysis.parameters().orElseThrow().rows()) {
      if (row.kind() == Member.Kind.PARAMETER) {
        sizes.merge(groups.of(row.name()).orElse(""), row.elements(), Long::sum);
      }
    }
    List<Long> largest = new ArrayList<>(sizes.values());
    largest.sort(Comparator.reverseOrder());
    long first = largest.isEmpty() ? 0 : largest.getFirst();
    boolean keepsAll = mesh.shards() > 1 && !mesh.gathersAgain();
    long whole =
        keepsAll
            ? largest.stream().mapToLong(Long::longValue).sum()
            : first + (largest.size() > 1 ? largest.get(1) : 0);
    return whole * bytes(keys, "param_dtype") + first * bytes(keys, "reduce_dtype");
  }

  private static long bytes(RunKeys keys, String key) {
    return Values.text(keys.key("experiment.fsdp", key)).orElse("").equals("fp32") ? 4 : 2;
  }

  /** All that is sent. */
  public long total() {
    return gathered + scattered + reduced + tensors + sequences;
  }

  /** On one line, for people. */
  String words() {
    List<String> kinds = new ArrayList<>();
    add(kinds, "parameters gathered", gathered);
    add(kinds, "gradients scattered", scattered);
    add(kinds, "gradients shared by copies", reduced);
    add(kinds, "activations", tensors);
    add(kinds, "keys and values", sequences);
    return "%s sent by each process in a step: %s"
        .formatted(Memory.size(total()), String.join(", ", kinds));
  }

  private static void add(List<String> kinds, String kind, long bytes) {
    if (bytes > 0) {
      kinds.add(kind + " " + Memory.size(bytes));
    }
  }
}
