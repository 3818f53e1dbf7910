// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.layer;

import io.l3m.runtime.tensor.TensorScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The mean of each window of an image; the zeros of the padding count. */
public final class AvgPool2d extends WindowPool {

  private static final LongOptional WINDOW = TensorScope.immortal(new LongOptional());

  private AvgPool2d(Builder b) {
    super(b);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  Tensor reduce(Tensor x, long[] kernel, long[] stride, long[] padding) {
    return torch.avg_pool2d(x, kernel, stride, padding, false, true, WINDOW);
  }

  /** Parameters of {@link AvgPool2d}. */
  public static final class Builder extends WindowPool.Builder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the layer. */
    public AvgPool2d build() {
      return new AvgPool2d(this);
    }
  }
}
