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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a sample costs, from the parameter tensors and the number of tokens.
 *
 * <p>A matrix of {@code n} elements that is applied to {@code t} tokens takes {@code 2 n t}
 * operations; a layer of attention over {@code t} tokens of width {@code w} takes {@code 4 t² w}
 * more, masked or not. The backward pass takes twice as many as the forward pass. Norms,
 * activations, embeddings, the loss and the optimiser are not counted.
 */
public final class Costs {

  private static final int NORM_STATISTICS = 2;
  private static final Pattern MATRIX = Pattern.compile("(.*\\.)?(\\w+)\\.weight");

  private final Evaluator evaluator;
  private final Facts facts;
  private final OptionalLong visible;
  private final Map<String, OptionalLong> forward = new LinkedHashMap<>();
  private final List<Kept> kept = new ArrayList<>();
  private final List<Trunk> trunks = new ArrayList<>();

  private Costs(Analysis analysis) {
    this.evaluator = new Evaluator(analysis.catalog());
    this.facts = new Facts(evaluator);
    this.visible = visible(analysis);
  }

  /** The patches that a generator of masks leaves, where the data have one. */
  private OptionalLong visible(Analysis analysis) {
    for (BoundBlock block : analysis.experiment().blocks()) {
      boolean masks =
          block.schema().parameter("num_patches").isPresent()
              && block.schema().parameter("masking_ratio").isPresent();
      Optional<Long> patches =
          masks ? Values.whole(evaluator.parameter(block, "num_patches")) : Optional.empty();
      Optional<Double> ratio =
          masks ? Values.number(evaluator.parameter(block, "masking_ratio")) : Optional.empty();
      if (patches.isPresent() && ratio.isPresent()) {
        return OptionalLong.of(patches.get() - (long) (patches.get() * ratio.get()));
      }
    }
    return OptionalLong.empty();
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
    analysis.flows().getFirst().criterion().forEach(costs::addLoss);
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
   * @param elements what operators keep
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

  /** An estimate of the numbers that operators keep of a sample for the backward pass. */
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
    Set<String> names = rows.stream().map(ParameterTable.Row::name).collect(Collectors.toSet());
    Around around = Around.of(step, names, facts, visible.isPresent());
    long patches = 1;
    for (ParameterTable.Row row : rows) {
      OptionalLong times = isApplied(row) ? applications(step, row) : OptionalLong.of(0);
      known &= times.isPresent();
      long tokens = times.orElse(0) * (row.shape().size() == 1 ? patches : 1);
      patches = row.shape().size() > 2 && tokens > 0 ? tokens : patches;
      sum += 2 * tokens * share(row);
      kept.add(kept(row, tokens, names));
      kept.add(new Kept("", around.more(row, tokens), 0, 0));
    }
    kept.add(new Kept("", around.ofTokens(), 0, 0));
    OptionalLong attention = attention(step);
    known &= attention.isPresent();
    long total = sum + attention.orElse(0);
    boolean complete = known;
    forward.merge(
        step.modulePath(),
        complete ? OptionalLong.of(total) : OptionalLong.empty(),
        (one, other) -> other);
  }

  /** What a loss makes of each prediction that it reads stays until the backward pass. */
  private void addLoss(DataFlow.Step step) {
    long copies = facts.madeOfPredictions(step.block());
    step.reads().stream()
        .flatMap(Optional::stream)
        .filter(item -> item.version() > 0)
        .flatMap(item -> sizes(item, OptionalLong.empty()).stream())
        .forEach(sample -> kept.add(new Kept("", copies * product(sample), 0, 0)));
  }

  static long product(List<Long> sizes) {
    return sizes.stream().reduce(1L, (one, more) -> one * more);
  }

  /** Whether a tensor is applied to tokens: a weight, but no table that is looked up in. */
  private boolean isApplied(ParameterTable.Row row) {
    boolean expert = row.name().matches(".*\\.experts\\.mlp\\.(w1|w2|v1)");
    boolean weight = row.name().endsWith("weight") || row.name().matches(".*\\.lora_[AB]");
    return expert || (weight && !facts.isLookedUp(row.owner()));
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

  /**
   * What operators keep for the backward pass because of a tensor. A norm keeps what it reads and
   * two figures about it; RMSNorm also what it makes of it before its weight. A matrix keeps what
   * it reads, which is what the norm, the attention or the activation before it wrote; matrices
   * side by side read the same. What it writes is kept by attention and activations, and not where
   * it is only added. A convolution is of patches, which it keeps as a copy. What stays besides,
   * outside of layers, {@link Around} tells.
   */
  private Kept kept(ParameterTable.Row row, long tokens, Set<String> names) {
    if (row.shape().size() < 2) {
      long read = facts.keptInputs(row.owner()) * row.elements();
      return new Kept(row.name(), tokens * (read + NORM_STATISTICS), 0, 0);
    }
    long inputs = tokens * inputs(row);
    long outputs = tokens * outputs(row);
    if (row.shape().size() > 2) {
      return new Kept(row.name(), inputs, inputs, outputs);
    }
    if (row.name().contains(".experts.mlp.")) {
      return new Kept(row.name(), expert(row, inputs, outputs), inputs, outputs);
    }
    Matcher matrix = MATRIX.matcher(row.name());
    String block = matrix.matches() ? matrix.group(1) : "";
    long elements =
        switch (matrix.matches() ? matrix.group(2) : "") {
          case "q_proj", "wq", "qkv" -> inputs + outputs;
          case "k_proj", "wk", "v_proj", "wv", "fc3" -> outputs;
          case "proj", "fc2" -> inputs;
          // The activation of a gated feed-forward is kept by itself and by the product with it.
          case "fc1" -> inputs + (names.contains(block + "fc3.weight") ? 2 : 1) * outputs;
          default -> inputs + outputs;
        };
    return new Kept(row.name(), elements, inputs, outputs);
  }

  /**
   * Experts keep what gated feed-forward layers do, of a copy of the tokens in the order of the
   * experts; and what comes out, since it is multiplied by the weight of the visit.
   */
  private long expert(ParameterTable.Row row, long inputs, long outputs) {
    long visits = Values.whole(evaluator.parameter(row.owner(), "top_k")).orElse(1L) * inputs;
    return switch (row.name().substring(row.name().lastIndexOf('.') + 1)) {
      case "w1" -> visits + 2 * outputs;
      case "w2" -> visits + outputs;
      default -> outputs;
    };
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
  private OptionalLong applications(DataFlow.Step step, ParameterTable.Row row) {
    Optional<List<Long>> sizes = sampleSizes(step);
    if (sizes.isEmpty()) {
      return OptionalLong.empty();
    }
    List<Long> sample = sizes.get();
    if (sample.size() == 3 && row.shape().size() >= 2 && row.shape().getFirst() > 0) {
      long inputs = row.elements() / row.shape().getFirst();
      long values = product(sample);
      return OptionalLong.of(values / Math.max(1, inputs));
    }
    return OptionalLong.of(sample.size() == 2 ? sample.getFirst() : 1);
  }

  /**
   * The sizes of a sample of what a block reads first; empty where they are not known. Tokens that
   * a mask leaves out are not there; a block that writes more of them has put them back.
   */
  private Optional<List<Long>> sampleSizes(DataFlow.Step step) {
    OptionalLong written =
        step.writes().stream()
            .flatMap(item -> sizes(item, OptionalLong.empty()).stream())
            .filter(sample -> sample.size() == 2)
            .mapToLong(List::getFirst)
            .findFirst();
    return step.reads().stream()
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(item -> sizes(item, written.isPresent() ? written : visible));
  }

  /**
   * The sizes of a sample of a value.
   *
   * @param tokens their number where the shape does not tell
   */
  static Optional<List<Long>> sizes(DataFlow.Item item, OptionalLong tokens) {
    if (!(item.shape() instanceof Shape.TensorShape shape) || shape.dims().isEmpty()) {
      return Optional.empty();
    }
    List<Long> sizes = new ArrayList<>();
    for (Dim dim : shape.dims().subList(1, shape.dims().size())) {
      if (dim instanceof Dim.Fixed known) {
        sizes.add(known.size());
      } else if (sizes.isEmpty() && shape.dims().size() == 3 && tokens.isPresent()) {
        sizes.add(tokens.getAsLong());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(sizes);
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
