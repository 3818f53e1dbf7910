// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import org.bytedeco.pytorch.Tensor;

/** {@link ShiftedPixelLoss} of images. */
public final class RasterPixelLoss extends ShiftedPixelLoss {

  private final long patchSize;
  private final long side;

  private RasterPixelLoss(Builder b) {
    super(b);
    this.patchSize = b.patch();
    this.side = b.side();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  Tensor patches(Tensor image) {
    return Patches.ofImage(image, patchSize, side, side);
  }

  /** Parameters of {@link RasterPixelLoss}. */
  public static final class Builder extends ShiftedPixelLoss.Builder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the criterion. */
    public RasterPixelLoss build() {
      return new RasterPixelLoss(this);
    }
  }
}
