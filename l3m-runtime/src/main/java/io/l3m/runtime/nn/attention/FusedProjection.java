// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Dropout;
import io.l3m.runtime.nn.Linear;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * The projections of attention layers whose queries, keys and values come from one matrix {@code
 * qkv} of {@code [3 · dim, dim]}, in the order queries, keys, values, each head by head.
 */
final class FusedProjection {

  private final Widths widths;
  private final DenseLayer joint;
  private final DenseLayer projection;
  private final Dropout dropout;

  /** The width of the tokens and how many heads share it. */
  record Widths(long dim, long numHeads) {

    Widths {
      Checks.positive("dim", dim);
      Checks.positive("numHeads", numHeads);
      Checks.that(
          dim % numHeads == 0,
          "`dim` (%d) must be a multiple of `numHeads` (%d)".formatted(dim, numHeads));
    }

    long headDim() {
      return dim / numHeads;
    }

    /** The given factor of the logits, or 1/√headDim where it is 0. */
    double factor(double given) {
      return given == 0 ? Math.pow((double) headDim(), -0.5) : given;
    }

    DoubleOptional scale(double given) {
      return Sdpa.scale(factor(given));
    }
  }

  /** Queries, keys and values, each {@code [B, N, H, d]} and a view of one tensor. */
  record Heads(Tensor query, Tensor key, Tensor value) {}

  FusedProjection(
      SelfAttention owner, Widths widths, boolean qkvBias, boolean useBias, double dropout) {
    this(
        owner,
        widths,
        Linear.of(widths.dim(), 3 * widths.dim(), qkvBias),
        Linear.of(widths.dim(), widths.dim(), useBias),
        dropout);
  }

  FusedProjection(
      SelfAttention owner, Widths widths, DenseLayer joint, DenseLayer output, double dropout) {
    this.widths = widths;
    this.joint = joint;
    this.projection = output;
    this.dropout = Dropout.of(Checks.probability("projDrop", dropout));
    owner.adopt("qkv", joint);
    owner.adopt("proj", projection);
    owner.adopt("proj_drop", this.dropout);
  }

  Heads split(Tensor x) {
    TensorVector parts =
        joint
            .forward(x)
            .view(x.size(0), x.size(1), 3, widths.numHeads(), widths.headDim())
            .unbind(2);
    return new Heads(parts.get(0), parts.get(1), parts.get(2));
  }

  /** The three thirds before they are split into heads, each {@code [B, N, dim]}. */
  TensorVector thirds(Tensor x) {
    return joint.forward(x).chunk(3, -1);
  }

  Tensor join(Tensor mixed) {
    return dropout.forward(projection.forward(mixed));
  }
}
