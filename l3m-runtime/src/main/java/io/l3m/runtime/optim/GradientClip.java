// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Ops;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Limits the norm of all gradients together (Pascanu et al. 2013). */
public final class GradientClip {

  private static final IValue TWO = TensorScope.immortal(new IValue(Scalars.of(2.0)));

  private GradientClip() {}

  /**
   * Multiplies all gradients by min(1, maxNorm / (norm + 1e-6)).
   *
   * @return the norm before, a tensor without dimensions that nobody has waited for yet; 0 where
   *     there are no gradients
   */
  public static Tensor norm(List<Parameter> parameters, double maxNorm) {
    List<Tensor> gradients =
        parameters.stream().flatMap(parameter -> parameter.grad().stream()).toList();
    if (gradients.isEmpty()) {
      return Tensors.zeros(Device.CPU, Dtype.FLOAT32);
    }
    try (GradMode none = GradMode.disabled()) {
      IValue list = Ops.list(gradients);
      IValueVector norms = Ops.call("_foreach_norm", "Scalar", list, TWO, Ops.NONE);
      Tensor total = torch.stack(norms.get(0).toTensorVector(), 0).norm();
      Tensor factor =
          total
              .add(Scalars.of(1e-6))
              .reciprocal()
              .mul(Scalars.of(maxNorm))
              .clamp_max(Scalars.of(1.0));
      IValueVector unused = Ops.call("_foreach_mul_", "Tensor", list, new IValue(factor));
      unused.close();
      return total;
    }
  }
}
