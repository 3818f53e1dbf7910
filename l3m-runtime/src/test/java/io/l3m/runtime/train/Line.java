// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.Parameter;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Linear regression, y = dropout(x) · wᵀ + b: small, and with chance in every step. */
final class Line extends Model<Points, Tensor> {

  private final Parameter weight;
  private final Parameter bias;
  private final double dropout;

  Line(long width, double dropout) {
    this.weight = parameter("weight", 1, width);
    this.bias = parameter("bias", 1);
    this.dropout = dropout;
  }

  @Override
  protected void initialise() {
    Init.kaimingUniform(weight);
    Init.constant(bias, 0);
  }

  @Override
  public Tensor forward(Points batch) {
    Tensor seen = torch.dropout(batch.x(), dropout, isTraining());
    return torch.linear(seen, weight.tensor(), bias.optional());
  }
}
