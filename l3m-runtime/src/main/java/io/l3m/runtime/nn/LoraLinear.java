// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A frozen linear layer and a low-rank change of it that is trained: W + B A / rank (Hu et al.
 * 2021, https://arxiv.org/abs/2106.09685), where the output may consist of equal parts of which
 * only some are changed.
 */
public final class LoraLinear extends DenseLayer {

  private final long rank;
  private final List<Boolean> adapted;
  private final Parameter down; // [rank · adapted parts, in]
  private final Parameter up; // [adapted parts · out / parts, rank]

  private LoraLinear(long in, long out, boolean useBias, long rank, List<Boolean> adapted) {
    super(in, out, useBias);
    weight().setTrainable(false);
    this.rank = rank;
    this.adapted = List.copyOf(adapted);
    long count = adapted.stream().filter(flag -> flag).count();
    this.down = parameter("lora_A", rank * count, in);
    this.up = parameter("lora_B", out / adapted.size() * count, rank);
  }

  /**
   * A layer of these widths.
   *
   * @param adapted for each of the equal parts of the output whether it is changed
   */
  public static LoraLinear of(
      long in, long out, boolean useBias, long rank, List<Boolean> adapted) {
    return new LoraLinear(in, out, useBias, rank, adapted);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor changed = weight().tensor().add(change());
    return torch.linear(x, changed, biasOrAbsent());
  }

  private Tensor change() {
    long width = weight().shape()[0] / adapted.size();
    List<Tensor> parts = new ArrayList<>();
    long index = 0;
    for (boolean active : adapted) {
      if (active) {
        Tensor b = up.tensor().narrow(0, index * width, width);
        Tensor a = down.tensor().narrow(0, index * rank, rank);
        parts.add(torch.matmul(b, a).mul(Scalars.of(1.0 / (double) rank)));
        index++;
      } else {
        parts.add(weight().tensor().narrow(0, parts.size() * width, width).mul(Scalars.of(0.0)));
      }
    }
    return parts.size() == 1 ? parts.get(0) : Tensors.concatenate(0, parts);
  }

  @Override
  protected void initialise() {
    super.initialise();
    Init.kaimingUniform(down);
    Init.constant(up, 0);
  }
}
