// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Dropout;
import io.l3m.runtime.nn.Linear;
import org.bytedeco.pytorch.Tensor;

/** The projections and norms of attention in the layout of Hugging Face's models. */
final class HfLayers {

  private final long headDim;
  private final DenseLayer query;
  private final DenseLayer key;
  private final DenseLayer value;
  private final DenseLayer output;
  private final HeadTransform heads;
  private final Dropout dropout;
  private final boolean grouped;

  /** Widths and counts; 0 stands for what follows from the others. */
  record Widths(long dim, long numHeads, long headDim, long keyValueHeads) {

    long widthOfHead() {
      return Checks.positive("headDim", headDim > 0 ? headDim : dim / numHeads);
    }

    long keyValues() {
      long count = keyValueHeads > 0 ? keyValueHeads : numHeads;
      Checks.that(
          numHeads % count == 0,
          "`numHeads` (%d) must be a multiple of `numKeyValueHeads` (%d)"
              .formatted(numHeads, count));
      return count;
    }
  }

  /** Which linear layers have biases. */
  record Biases(boolean qkv, boolean output) {}

  HfLayers(
      SelfAttention owner, Widths widths, Biases biases, HeadTransform.Parts parts, double drop) {
    long dim = Checks.positive("dim", widths.dim());
    long count = Checks.positive("numHeads", widths.numHeads());
    this.headDim = widths.widthOfHead();
    long keyValues = widths.keyValues();
    this.grouped = keyValues != count;
    this.query = Linear.of(dim, count * headDim, biases.qkv());
    this.key = Linear.of(dim, keyValues * headDim, biases.qkv());
    this.value = Linear.of(dim, keyValues * headDim, biases.qkv());
    this.output = Linear.of(count * headDim, dim, biases.output());
    this.dropout = Dropout.of(Checks.probability("projDrop", drop));
    owner.adopt("q_proj", query);
    owner.adopt("k_proj", key);
    owner.adopt("v_proj", value);
    owner.adopt("o_proj", output);
    owner.adopt("proj_drop", dropout);
    this.heads = HeadTransform.of(owner, headDim, parts.norm(), parts.rope());
  }

  boolean grouped() {
    return grouped;
  }

  long headDim() {
    return headDim;
  }

  FusedProjection.Heads split(Tensor x, Positions positions) {
    HeadTransform.Pair pair =
        heads.apply(split(query.forward(x)), split(key.forward(x)), positions);
    return new FusedProjection.Heads(pair.query(), pair.key(), split(value.forward(x)));
  }

  /** The same with each key and value head repeated for all query heads that it serves. */
  FusedProjection.Heads repeated(FusedProjection.Heads parts) {
    long times = parts.query().size(2) / parts.key().size(2);
    if (times == 1) {
      return parts;
    }
    return new FusedProjection.Heads(
        parts.query(), repeat(parts.key(), times), repeat(parts.value(), times));
  }

  private static Tensor repeat(Tensor x, long times) {
    return x.unsqueeze(3).expand(-1, -1, -1, times, -1).flatten(2, 3);
  }

  Tensor join(Tensor mixed) {
    return dropout.forward(output.forward(mixed));
  }

  private Tensor split(Tensor x) {
    return x.view(x.size(0), x.size(1), -1, headDim);
  }
}
