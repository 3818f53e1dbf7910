// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Tensors;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** Runs a piece of arithmetic in float32 and rounds its result back. */
final class Float32 {

  private Float32() {}

  static Tensor compute(Tensor x, UnaryOperator<Tensor> arithmetic) {
    Dtype dtype = Dtype.of(x);
    if (dtype == Dtype.FLOAT32) {
      return arithmetic.apply(x);
    }
    return Tensors.to(arithmetic.apply(Tensors.to(x, Dtype.FLOAT32)), dtype);
  }
}
