// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.Evaluator;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.shape.Dim;
import io.l3m.compiler.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a sample costs, from the parameter tensors and the number of tokens.
 *
 * <p>A matrix of {@code n} elements that is applied to {@code t} tokens takes {@code 2 n t}
 * operations; a layer of attention over {@code t} tokens of width {@code w} takes {@code 4 t² w}
 * more, masked or not. The backward pass takes twice as many as the forward pass. Norms,
 * activations, embeddings, the loss and the optimiser are not counted.
 */
public final class Costs {

  private final Evaluator evaluator;
  private final Map<String, OptionalLong> forward = new LinkedHashMap<>();
  private final List<Kept> kept = new ArrayList<>();
  private final List<Trunk> trunks = new ArrayList<>();

  private Costs(Analysis analysis) {
    this.evaluator = new Evaluator(analysis.catalog());
  }

  /** The costs of an experiment without errors. */
  public static Costs of(Analysis analysis) {
    Costs costs = new Costs(analysis);
    List<DataFlow.Step> steps = analysis.flows().getFirst().model();
    Map<String, List<ParameterTable.Row>> shares =
        ModelRows.shares(steps, analysis.parameters().orElseThrow());
    for (DataFlow.Step step : steps) {
      costs.add(step, shares.getOrDefault(step.modulePath(), List.of()));
    }
    return costs;
  }

  /** Operations of a block for one sample, forward; empty where its tokens are not known. */
  public OptionalLong forward(String modulePath) {
    return forward.getOrDefault(modulePath, OptionalLong.empty());
  }

  /** Operations of all blocks for one sample, forward; empty where some are not known. */
  public OptionalLong forward() {
    return forward.values().stream().anyMatch(OptionalLong::isEmpty)
        ? OptionalLong.empty()
        : OptionalLong.of(forward.values().stream().mapToLong(OptionalLong::orElseThrow).sum());
  }

  /** Operations of the backward pass for one sample. */
  public OptionalLong backward() {
    OptionalLong all = forward();
    return all.isEmpty() ? all : OptionalLong.of(2 * all.getAsLong());
  }

  /**
   * What a tensor makes a sample leave for the backward pass.
   *
   * @param elements what it reads and writes
   * @param inputs what a matrix reads
   * @param outputs what a matrix writes
   */
  private record Kept(String name, long elements, long inputs, long outputs) {}

  /**
   * A trunk of layers of attention.
   *
   * @param width of a token
   * @param keyWidth of the keys of a token, which is that of its values
   */
  record Trunk(long tokens, long layers, long width, long keyWidth) {}

  /** The trunks of the model whose sizes are known. */
  List<Trunk> trunks() {
    return trunks;
  }

  /**
   * An estimate of the numbers that a sample leaves for the backward pass: what each matrix reads
   * and writes, and what each norm reads.
   */
  long keptElements() {
    return kept.stream().mapToLong(Kept::elements).sum();
  }

  /**
   * The same where some modules are computed again: of these, what the first matrix reads is kept,
   * and, one module at a time, all the rest.
   */
  long keptElements(Recomputation again) {
    Map<String, Long> whole = new LinkedHashMap<>();
    Map<String, Long> first = new LinkedHashMap<>();
    long saved = 0;
    long other = 0;
    for (Kept each : kept) {
      Optional<String> module = again.modules().of(each.name());
      if (module.isEmpty()) {
        other += each.elements();
        continue;
      }
      whole.merge(module.get(), each.elements(), Long::sum);
      if (each.inputs() > 0) {
        first.putIfAbsent(module.get(), each.inputs());
        saved += again.savesEvery() == 0 ? 0 : each.outputs() / again.savesEvery();
      }
    }
    long inputs = first.values().stream().mapToLong(Long::longValue).sum();
    long largest = whole.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return Math.min(other + inputs + saved + largest, keptElements());
  }

  private void add(DataFlow.Step step, List<ParameterTable.Row> rows) {
    long sum = 0;
    boolean known = true;
    for (ParameterTable.Row row : rows) {
      OptionalLong times = isApplied(row) ? applications(step, row) : OptionalLong.of(0);
      known &= times.isPresent();
      long tokens = times.orElse(0);
      sum += 2 * tokens * share(row);
      kept.add(
          new Kept(
              row.name(),
              tokens * keptPerToken(row),
              row.shape().size() < 2 ? 0 : tokens * inputs(row),
              row.shape().size() < 2 ? 0 : tokens * outputs(row)));
    }
    OptionalLong attention = attention(step);
    known &= attention.isPresent();
    long total = sum + attention.orElse(0);
    boolean complete = known;
    forward.merge(
        step.modulePath(),
        complete ? OptionalLong.of(total) : OptionalLong.empty(),
        (one, other) -> other);
  }

  /** Whether a tensor is applied to tokens: a weight, but no table that is looked up in. */
  private static boolean isApplied(ParameterTable.Row row) {
    boolean expert = row.name().matches(".*\\.experts\\.mlp\\.(w1|w2|v1)");
    boolean weight = row.name().endsWith("weight") || row.name().matches(".*\\.lora_[AB]");
    return expert || (weight && !row.owner().schema().simpleName().equals("Embedding"));
  }

  /** The elements that a token meets: of experts, those that it visits. */
  private long share(ParameterTable.Row row) {
    if (row.shape().size() < 2) {
      return 0;
    }
    if (row.name().contains(".experts.mlp.")) {
      Optional<Long> all = Values.whole(evaluator.parameter(row.owner(), "num_experts"));
      Optional<Long> visited = Values.whole(evaluator.parameter(row.owner(), "top_k"));
      if (all.isPresent() && visited.isPresent() && all.get() > 0) {
        return row.elements() / all.get() * visited.get();
      }
    }
    return row.elements();
  }

  private long keptPerToken(ParameterTable.Row row) {
    long first = row.shape().isEmpty() ? 0 : row.shape().getFirst();
    if (row.shape().size() < 2) {
      return first;
    }
    return outputs(row) + inputs(row);
  }

  /** What a matrix reads of a token. */
  private static long inputs(ParameterTable.Row row) {
    return row.elements() / Math.max(1, row.shape().getFirst());
  }

  /** What a matrix writes for a token; of experts, those that it visits. */
  private long outputs(ParameterTable.Row row) {
    return share(row) / Math.max(1, inputs(row));
  }

  /** How often a tensor is applied to a sample: once a token, or once a patch of an image. */
  private static OptionalLong applications(DataFlow.Step step, ParameterTable.Row row) {
    Optional<List<Long>> sizes = sampleSizes(step);
    if (sizes.isEmpty()) {
      return OptionalLong.empty();
    }
    List<Long> sample = sizes.get();
    if (sample.size() == 3 && row.shape().size() >= 2 && row.shape().getFirst() > 0) {
      long inputs = row.elements() / row.shape().getFirst();
      long values = sample.stream().reduce(1L, (left, right) -> left * right);
      return OptionalLong.of(values / Math.max(1, inputs));
    }
    return OptionalLong.of(sample.size() == 2 ? sample.getFirst() : 1);
  }

  /** The sizes of a sample of what a block reads first; empty where they are not known. */
  private static Optional<List<Long>> sampleSizes(DataFlow.Step step) {
    return step.reads().stream()
        .flatMap(Optional::stream)
        .findFirst()
        .map(DataFlow.Item::shape)
        .filter(Shape.TensorShape.class::isInstance)
        .map(shape -> ((Shape.TensorShape) shape).dims())
        .filter(dims -> !dims.isEmpty())
        .map(dims -> dims.subList(1, dims.size()))
        .filter(dims -> dims.stream().allMatch(Dim.Fixed.class::isInstance))
        .map(dims -> dims.stream().map(dim -> ((Dim.Fixed) dim).size()).toList());
  }

  /** Scores and weighted sums of all layers of a trunk; 0 of other blocks. */
  private OptionalLong attention(DataFlow.Step step) {
    BoundBlock block = step.block();
    if (block.schema().parameter("attn_target").isEmpty()
        || block.schema().parameter("num_blocks").isEmpty()) {
      return OptionalLong.of(0);
    }
    Optional<Long> layers = Values.whole(evaluator.parameter(block, "num_blocks"));
    Optional<Long> width =
        Values.block(evaluator.parameter(block, "attn_target"))
            .flatMap(target -> width(target, "num_heads"))
            .or(() -> Values.whole(evaluator.parameter(block, "embed_dim")));
    Optional<List<Long>> sizes = sampleSizes(step).filter(sample -> sample.size() == 2);
    if (layers.isEmpty() || width.isEmpty() || sizes.isEmpty()) {
      return OptionalLong.empty();
    }
    long tokens = sizes.get().getFirst();
    long keyWidth =
        Values.block(evaluator.parameter(block, "attn_target"))
            .flatMap(target -> width(target, "num_kv_heads"))
            .orElse(width.get());
    trunks.add(new Trunk(tokens, layers.get(), sizes.get().getLast(), keyWidth));
    return OptionalLong.of(4 * tokens * tokens * width.get() * layers.get());
  }

  /** The width of all heads of a kind together. */
  private Optional<Long> width(BoundBlock attention, String number) {
    if (attention.schema().parameter(number).isEmpty()) {
      return Optional.empty();
    }
    Value head = evaluator.evaluate(new Expr.Name("head_width"), attention);
    Optional<Long> heads = Values.whole(evaluator.parameter(attention, number));
    return Values.whole(head).flatMap(one -> heads.map(many -> one * many));
  }
}
