// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.activation.Activation;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
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
  private final long[] byExpert;

  Experts(long experts, long hidden, FeedForwardSpec spec) {
    long in = spec.inFeatures();
    this.bias = spec.useBias() ? parameter("bias", in) : null;
    this.gate = parameter("mlp.w1", experts * hidden, in);
    this.down = parameter("mlp.w2", experts * hidden, in);
    this.up = parameter("mlp.v1", experts * hidden, in);
    this.activation = child("mlp.act", spec.activation().create());
    this.byExpert = new long[] {experts, hidden, in};
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /**
   * One product of matrices for each expert that has tokens.
   *
   * @param x {@code [T, D]} tokens, those of the first expert first
   * @param sizes how many tokens each expert has
   * @return {@code [T, D]}
   */
  Tensor forward(Tensor x, long... sizes) {
    TensorVector tokens = x.split_with_sizes(sizes);
    TensorVector gates = gate.tensor().view(byExpert).unbind();
    TensorVector downs = down.tensor().view(byExpert).unbind();
    TensorVector ups = up.tensor().view(byExpert).unbind();
    List<Tensor> results = new ArrayList<>();
    for (int e = 0; e < sizes.length; e++) {
      if (sizes[e] > 0) {
        Tensor own = tokens.get(e);
        Tensor gated = activation.forward(torch.linear(own, gates.get(e)));
        Tensor hidden = gated.mul(torch.linear(own, ups.get(e)));
        results.add(hidden.matmul(downs.get(e)));
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
