// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.graph.Evaluator;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.schema.Expr;
import java.util.Locale;

/**
 * The memory of one process in bytes. The first three are exact and hold float32; activations are
 * an estimate: what operators keep for the backward pass ({@link Costs#keptElements}), for the
 * samples that are computed at a time, two bytes a number under autocast on a GPU and four
 * otherwise, attention fused.
 *
 * @param parameters the share of this process
 * @param gradients of what is trained
 * @param optimizer moments of what is trained
 * @param activations kept for the backward pass, and those of the one module that is computed again
 * @param activationsKept the same if nothing were computed again
 * @param communication parameters and gradients of modules on their way
 */
public record Memory(
    long parameters,
    long gradients,
    long optimizer,
    long activations,
    long activationsKept,
    long communication) {

  private static final long FLOAT = 4;

  /** The memory of an experiment without errors. */
  public static Memory of(Analysis analysis, int worldSize) {
    RunKeys keys = new RunKeys(analysis);
    ParameterList list = ParameterList.of(analysis);
    long shards = Mesh.of(keys, worldSize).shards();
    long all = analysis.parameters().orElseThrow().parameterCount();
    long trained = list.trainableCount();
    long batch = keys.batchSize().orElse(1L);
    long parts = Math.max(1, keys.whole("optim", "gradient_accumulation_steps").orElse(1L));
    boolean gpu = Values.text(keys.key("experiment", "device")).orElse("").startsWith("cuda");
    long bytes = gpu && keys.isOn("experiment", "amp_enabled") ? 2 : FLOAT;
    Costs costs = Costs.of(analysis);
    long samples = Math.max(1, batch / parts);
    return new Memory(
        share(FLOAT * all, shards),
        share(FLOAT * trained, shards),
        share(FLOAT * trained * moments(analysis), shards),
        costs.keptElements(Recomputation.of(analysis, keys)) * samples * bytes,
        costs.keptElements() * samples * bytes,
        Traffic.of(analysis, worldSize).buffers());
  }

  private static long share(long bytes, long shards) {
    return (bytes + shards - 1) / shards;
  }

  /** Numbers that the optimiser keeps for each parameter; two where its schema does not say. */
  private static long moments(Analysis analysis) {
    Evaluator evaluator = new Evaluator(analysis.catalog());
    return analysis
        .experiment()
        .optimizer()
        .map(optimizer ->
            Values.whole(evaluator.evaluate(new Expr.Name("moments"), optimizer)).orElse(2L))
        .orElse(0L);
  }

  /** On one line, for people. */
  String words() {
    String words =
        "about %s of tensors a process: parameters %s, gradients %s, optimiser %s, activations %s"
            .formatted(
                size(total()),
                size(parameters),
                size(gradients),
                size(optimizer),
                size(activations));
    String kept =
        activations == activationsKept
            ? ""
            : " (%s if all were kept)".formatted(size(activationsKept));
    return words + kept + (communication == 0 ? "" : ", communication " + size(communication));
  }

  /** All of it, at the end of the forward pass. */
  private long total() {
    return parameters + gradients + optimizer + activations + communication;
  }

  static String size(long bytes) {
    double mebi = bytes / (double) (1 << 20);
    return mebi < 1024
        ? String.format(Locale.ROOT, "%.1f MiB", mebi)
        : String.format(Locale.ROOT, "%.1f GiB", mebi / 1024);
  }
}
