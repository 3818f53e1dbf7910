// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.layer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The largest value of each window of an image; the padding never wins. */
public final class MaxPool2d extends WindowPool {

  private static final long[] DENSE = {1, 1};

  private MaxPool2d(Builder b) {
    super(b);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  Tensor reduce(Tensor x, long[] kernel, long[] stride, long[] padding) {
    return torch.max_pool2d(x, kernel, stride, padding, DENSE, false);
  }

  /** Parameters of {@link MaxPool2d}. */
  public static final class Builder extends WindowPool.Builder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the layer. */
    public MaxPool2d build() {
      return new MaxPool2d(this);
    }
  }
}
