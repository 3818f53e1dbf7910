// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.nn.attention.AttentionFactory;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.nn.attention.AttentionWithMask;
import io.l3m.runtime.nn.attention.GenericAttention;
import io.l3m.runtime.nn.attention.PrefixCausalAttention;
import io.l3m.runtime.nn.attention.Rope;
import io.l3m.runtime.nn.mask.PrefixAttentionMaskBuilder;
import io.l3m.runtime.nn.trunk.Transformer;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Seed;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** What several layers need of a mask or of positions is made once and outlives the first layer. */
final class SharedMasksTest {

  private static final boolean T = true;
  private static final boolean F = false;

  @Test
  void aMaskServesAllLayers() {
    AttentionFactory masked = AttentionWithMask.builder().dim(16).numHeads(2);
    AttentionFactory prefixed = PrefixCausalAttention.builder().dim(16).numHeads(2).numPatches(4);
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      Tensor x = normal(2, 4, 16);
      Tensor outside = Tensors.ofBools(new boolean[] {F, F, T, T, F, T, T, T}, 2, 4);
      PrefixAttentionMaskBuilder builder = PrefixAttentionMaskBuilder.builder().seqLen(4).build();
      Parameters.of(builder).allocate(Device.CPU).initialise(0);
      AttentionMask dense = builder.forward(outside);
      float[] expected = Tensors.toFloats(trunk(masked).forward(x, dense));
      float[] found = Tensors.toFloats(trunk(prefixed).forward(x, outside));
      assertThat(found).containsExactly(expected, within(1e-6f));
    }
  }

  @Test
  void aBoolMaskIsTheFloatMaskOfItsLogits() {
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      Tensor x = normal(1, 2, 16);
      Transformer trunk = trunk(GenericAttention.builder().dim(16).numHeads(2));
      float infinity = Float.NEGATIVE_INFINITY;
      Tensor logits = Tensors.ofFloats(new float[] {0, infinity, 0, 0}, 1, 2, 2);
      Tensor allowed = Tensors.ofBools(new boolean[] {T, F, T, T}, 1, 2, 2);
      assertThat(Tensors.toFloats(trunk.forward(x, allowed)))
          .isEqualTo(Tensors.toFloats(trunk.forward(x, logits)))
          .isNotEqualTo(Tensors.toFloats(trunk.forward(x)));
    }
  }

  @Test
  void givenPositionsServeAllLayers() {
    Rope rope = Rope.builder().contextLength(4).headDim(8).build();
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      Tensor x = normal(2, 4, 16);
      Transformer trunk = trunk(GenericAttention.builder().dim(16).numHeads(2).rope(rope));
      Tensor counted = Tensors.ofLongs(new long[] {0, 1, 2, 3, 0, 1, 2, 3}, 2, 4);
      Tensor begunAnew = Tensors.ofLongs(new long[] {0, 1, 0, 1, 0, 1, 2, 3}, 2, 4);
      float[] plain = Tensors.toFloats(trunk.forward(x));
      assertThat(Tensors.toFloats(trunk.forward(x, AttentionMask.none(), counted)))
          .containsExactly(plain, within(1e-6f));
      assertThat(Tensors.toFloats(trunk.forward(x, AttentionMask.none(), begunAnew)))
          .isNotEqualTo(plain);
    }
  }

  private static Transformer trunk(AttentionFactory attention) {
    Transformer trunk =
        Transformer.builder().embedDim(16).numBlocks(3).attnTarget(attention).build();
    Parameters.of(trunk).allocate(Device.CPU).initialise(0);
    return trunk;
  }

  private static Tensor normal(long... shape) {
    Seed.manual(3);
    return Tensors.empty(Device.CPU, Dtype.FLOAT32, shape).normal_();
  }
}
