// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.data.MiniBatch;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A batch of points.
 *
 * @param x {@code [B, 3]}
 * @param y {@code [B, 1]}
 */
record Points(Tensor x, Tensor y) implements MiniBatch<Points> {

  @Override
  public long size() {
    return x.size(0);
  }

  @Override
  public Points narrow(long start, long length) {
    return new Points(x.narrow(0, start, length), y.narrow(0, start, length));
  }

  @Override
  public Points to(Device device) {
    return new Points(Tensors.to(x, device), Tensors.to(y, device));
  }

  @Override
  public List<Tensor> tensors() {
    return List.of(x, y);
  }
}
