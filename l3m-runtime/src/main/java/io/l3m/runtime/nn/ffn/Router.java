// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Chooses the experts of each token: those with the largest of softmax(x · Wᵀ), which is also what
 * their results are weighted with.
 *
 * @param experts how many there are
 * @param topK how many a token visits
 * @param norm p of the norm that a token's weights are divided by; 0 for none
 * @param jitter how far inputs are shaken in training, if they are
 * @param uniform whether tokens go round by their index instead, for tests
 */
record Router(long experts, long topK, double norm, OptionalDouble jitter, boolean uniform) {

  private static final ScalarTypeOptional FLOAT =
      TensorScope.immortal(new ScalarTypeOptional(ScalarType.Float));
  private static final long[] LAST = {-1};

  /**
   * Who goes where.
   *
   * @param scores {@code [T, E]} the probability of each expert, float32
   * @param weights {@code [T, K]} of the chosen
   * @param chosen {@code [T, K]} their numbers, int64
   */
  record Routing(Tensor scores, Tensor weights, Tensor chosen) {}

  /** Whether the way of a token depends on that token alone. */
  boolean isSampleWise() {
    return !uniform && jitter.orElse(0) == 0;
  }

  /**
   * Routes tokens.
   *
   * @param x {@code [T, D]}
   * @param layer from D to E
   */
  Routing route(Tensor x, Linear layer, boolean training) {
    Tensor seen = training && jitter.orElse(0) > 0 ? shaken(x) : x;
    Tensor scores = torch.softmax(layer.forward(seen), -1, FLOAT);
    T_TensorTensor_T best = topK == 1 ? scores.max(-1, true) : scores.topk(topK, -1, true, true);
    Tensor weights = best.get0();
    if (norm > 0) {
      weights = weights.div(weights.norm(new ScalarOptional(Scalars.of(norm)), LAST, true));
    }
    return new Routing(scores, weights, uniform ? roundRobin(best.get1()) : best.get1());
  }

  /** Each element times a number from 1 - jitter to 1 + jitter. */
  private Tensor shaken(Tensor x) {
    double reach = jitter.orElse(0);
    Tensor factor = torch.rand_like(x).mul(Scalars.of(2 * reach)).add(Scalars.of(1 - reach));
    return x.mul(factor);
  }

  private Tensor roundRobin(Tensor chosen) {
    Tensor places =
        torch.arange(Scalars.of(chosen.numel()), Device.of(chosen).tensorOptions(Dtype.INT64));
    return places.remainder(Scalars.of(experts)).view_as(chosen);
  }
}
