// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.activation.Activation;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Ops;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The experts of a mixture: expert e maps its tokens to (act(x · W1ᵀ) ⊙ (x · V1ᵀ)) · W2, with rows
 * e · F to (e + 1) · F of each weight.
 */
final class Experts extends Block {

  private final @Nullable Parameter bias; // [D]
  private final Parameter gate; // [E · F, D]
  private final Parameter down; // [E · F, D]
  private final Parameter up; // [E · F, D]
  private final Activation activation;
  private final long experts;
  private final long hidden;
  private final long in;

  Experts(long experts, long hidden, FeedForwardSpec spec) {
    this.experts = experts;
    this.hidden = hidden;
    this.in = spec.inFeatures();
    this.bias = spec.useBias() ? parameter("bias", in) : null;
    this.gate = parameter("mlp.w1", experts * hidden, in);
    this.down = parameter("mlp.w2", experts * hidden, in);
    this.up = parameter("mlp.v1", experts * hidden, in);
    this.activation = child("mlp.act", spec.activation().create());
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /**
   * Computes what the experts make of their tokens: work grows with the number of tokens.
   *
   * @param x {@code [T, D]} tokens, those of the first expert first
   * @param counts {@code [E]} how many tokens each expert has, int64
   * @return {@code [T, D]}
   */
  Tensor forward(Tensor x, Tensor counts) {
    return canGroup(x) ? grouped(x, counts) : oneByOne(x, Tensors.toLongs(counts));
  }

  /** Whether libtorch has one operation for all experts: for rows of whole 16 bytes. */
  private boolean canGroup(Tensor x) {
    return Device.of(x).equals(Device.CPU)
        && Dtype.of(x) == Dtype.FLOAT32
        && Dtype.of(gate.tensor()) == Dtype.FLOAT32
        && x.size(0) > 0
        && hidden % 4 == 0
        && in % 4 == 0;
  }

  /**
   * The same products as {@link #oneByOne}, but only three operations to differentiate, and none
   * that puts the gradients of the experts together.
   */
  private Tensor grouped(Tensor x, Tensor counts) {
    IValue ends = new IValue(counts.cumsum(0).to(ScalarType.Int));
    Tensor tokens = x.contiguous();
    Tensor gated = activation.forward(product(tokens, byExpert(gate).transpose(1, 2), ends));
    Tensor shown = gated.mul(product(tokens, byExpert(up).transpose(1, 2), ends));
    return product(shown, byExpert(down), ends);
  }

  private static Tensor product(Tensor rows, Tensor matrices, IValue ends) {
    return Ops.tensor(
        "_grouped_mm", "", new IValue(rows), new IValue(matrices), ends, Ops.NONE, Ops.NONE);
  }

  private Tensor byExpert(Parameter weight) {
    return weight.tensor().view(experts, hidden, in);
  }

  /** One product of matrices for each expert that has tokens. */
  private Tensor oneByOne(Tensor x, long... sizes) {
    TensorVector tokens = x.split_with_sizes(sizes);
    TensorVector gates = byExpert(gate).unbind();
    TensorVector downs = byExpert(down).unbind();
    TensorVector ups = byExpert(up).unbind();
    List<Tensor> results = new ArrayList<>();
    for (int e = 0; e < sizes.length; e++) {
      if (sizes[e] > 0) {
        Tensor own = tokens.get(e);
        Tensor gated = activation.forward(torch.linear(own, gates.get(e)));
        Tensor shown = gated.mul(torch.linear(own, ups.get(e)));
        results.add(shown.matmul(downs.get(e)));
      }
    }
    return results.size() == 1 ? results.getFirst() : Tensors.concatenate(0, results);
  }

  /** Adds the bias that all experts share, if there is one. */
  Tensor shifted(Tensor y) {
    return bias == null ? y : y.add(bias.tensor());
  }

  /** Normal weights of deviation 0.02, drawn in this order; their owner knows when. */
  void reset() {
    Init.normal(gate, 0.02);
    Init.normal(down, 0.02);
    Init.normal(up, 0.02);
    if (bias != null) {
      Init.constant(bias, 0);
    }
  }
}
