// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * Compares predicted with true pixels, patch by patch in an order in which each prediction is of a
 * patch some places ahead (El-Nouby et al. 2024, https://arxiv.org/abs/2401.08541).
 */
public final class RasterPixelLoss {

  private final long patchSize;
  private final long side;
  private final long shift;
  private final PixelTargets targets;

  private RasterPixelLoss(Builder b) {
    this.patchSize = b.patch();
    this.side = b.side();
    Checks.that(b.blockSize >= 0, "`blockSize` must not be negative");
    this.shift = b.blockSize;
    this.targets = b.targets();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes the mean over all patches.
   *
   * @param prediction {@code [B, N, 3 p²]}
   * @param image {@code [B, 3, H, W]}, or its patches like the prediction
   */
  public LossValue forward(Tensor prediction, Tensor image) {
    return compute(prediction, image, Optional.empty());
  }

  /**
   * Computes the mean over the patches that a mask names.
   *
   * @param mask {@code [B, N]} bool
   */
  public LossValue forward(Tensor prediction, Tensor image, Tensor mask) {
    return compute(prediction, image, Optional.of(mask));
  }

  private LossValue compute(Tensor prediction, Tensor image, Optional<Tensor> mask) {
    Tensor patches = image.dim() <= 3 ? image : Patches.ofImage(image, patchSize, side, side);
    Tensor losses = targets.shifted(targets.align(prediction, patches), shift);
    return targets.reported("mse_norm_pix", PixelTargets.mean(losses, mask, shift));
  }

  /** Parameters of {@link RasterPixelLoss}. */
  public static final class Builder extends PixelLossBuilder<Builder> {

    private long blockSize = 1;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** How many places ahead the predicted patch is; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder blockSize(long blockSize) {
      this.blockSize = blockSize;
      return this;
    }

    /** Makes the criterion. */
    public RasterPixelLoss build() {
      return new RasterPixelLoss(this);
    }
  }
}
